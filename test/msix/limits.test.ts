import { describe, expect, test } from 'vitest';
import type { Entry, PlannedEntry } from '../../src/model/entry.ts';
import type { MsixOptions, Package, Version } from '../../src/model/package.ts';
import type { Source } from '../../src/model/segment.ts';
import { msix } from '../../src/msix/index.ts';
import { file, packageOf, symlink } from '../support/package.ts';
import { APPLICATION, msixPackage, NAMED, OPTIONS } from './support.ts';

function planned(entry: Entry<Source>): PlannedEntry {
  if (entry.type !== 'file') return entry;
  return { ...entry, body: { kind: 'memory', name: entry.path, bytes: new Uint8Array() } };
}

function problems(change: Partial<Package>, entries: readonly Entry<Source>[] = NAMED) {
  return msix.check(msixPackage(change), entries.map(planned));
}

const options = (change: Partial<MsixOptions>) => ({ msix: { ...OPTIONS, ...change } });
const application = (change: Partial<typeof APPLICATION>) =>
  options({ applications: [{ ...APPLICATION, ...change }] });
const version = (change: Partial<Version>) => ({
  version: { ...packageOf('msix').version, ...change },
});
const family = (name: string, minVersion: string, maxVersionTested: string) =>
  options({ targetDeviceFamilies: [{ name, minVersion, maxVersionTested }] });

test('a sound package has no problems', () => {
  expect(problems({})).toEqual([]);
});

describe('what a manifest cannot say', () => {
  test.each<[string, string, Partial<Package>]>([
    ['name_invalid', 'name', { name: 'sun_dial' }],
    ['name_invalid', 'name', { name: 'ab' }],
    ['name_invalid', 'name', { name: 'x'.repeat(51) }],
    ['version_invalid', 'version', version({ version: '1.2.3.4.5' })],
    ['version_invalid', 'version', version({ version: '1.65536' })],
    ['version_invalid', 'version', version({ version: '1.x' })],
    ['version_invalid', 'prerelease', version({ prerelease: 'rc1' })],
    ['version_invalid', 'epoch', version({ epoch: '2' })],
    ['arch_unknown', 'arch', { arch: 'riscv64' }],
    ['arch_unknown', 'msix.arch', { archOverride: 'amd64' }],
    ['config_missing_key', 'msix.publisher', options({ publisher: '' })],
    ['config_value', 'msix.publisher', options({ publisher: 'Dial Works' })],
    ['config_value', 'msix.publisher', options({ publisher: 'CN=Dial, ST=Ohio' })],
    ['config_value', 'msix.publisher', options({ publisher: 'CN=Dial,C=US' })],
    ['config_missing_key', 'msix.properties.logo', options({ logo: '' })],
    ['config_missing_key', 'msix.applications', options({ applications: [] })],
    ['config_missing_key', 'msix.applications[0].id', application({ id: '' })],
    ['config_value', 'msix.applications[0].id', application({ id: '1st' })],
    ['config_value', 'msix.applications[0].id', application({ id: 'a..b' })],
    ['config_missing_key', 'msix.applications[0].executable', application({ executable: '' })],
    ['config_value', 'msix.identity.resource_id', options({ resourceId: 'a b' })],
    ['config_value', 'msix.properties.display_name', options({ displayName: 'x'.repeat(257) })],
    ['config_value', 'description', { description: 'x'.repeat(2049) }],
    [
      'config_value',
      'msix.applications[0].visual_elements.background_color',
      application({ backgroundColor: '#12345' }),
    ],
    [
      'config_value',
      'msix.applications[0].visual_elements.background_color',
      application({ backgroundColor: 'blurple' }),
    ],
    [
      'config_value',
      'msix.applications[0].visual_elements.display_name',
      application({ displayName: ' blank' }),
    ],
    [
      'config_value',
      'msix.dependencies.target_device_families[0].min_version',
      family('Windows.Desktop', '10.0', '10.0.0.0'),
    ],
    [
      'config_value',
      'msix.dependencies.target_device_families[0].name',
      family('Windows Desktop', '', ''),
    ],
    ['config_value', 'msix.capabilities.capabilities[0]', options({ capabilities: ['internet'] })],
    ['config_value', 'msix.capabilities.restricted[0]', options({ restrictedCapabilities: ['X'] })],
    [
      'config_value',
      'msix.capabilities.device_capabilities[0]',
      options({ deviceCapabilities: ['a b'] }),
    ],
    [
      'config_value',
      'msix.applications[1].id',
      options({ applications: [APPLICATION, APPLICATION] }),
    ],
  ])('%s at %s', (code, key, change) => {
    const [first, ...more] = problems(change);
    expect(first).toMatchObject({ code, place: { file: 'nfpm.yaml', key } });
    // What has more than one thing wrong with it says each.
    expect(more.filter((one) => one.place?.key === key)).toEqual([]);
  });

  test('a capability that is nearly one comes with the right name', () => {
    const [problem] = problems(options({ capabilities: ['internetClint'] }));
    expect(problem?.hint).toBe('did you mean internetClient?');
  });

  test('problems are told all at once', () => {
    const change = { name: '-', arch: 's390x', ...options({ publisher: '', applications: [] }) };
    expect(problems(change).map(({ code }) => code)).toEqual([
      'arch_unknown',
      'config_missing_key',
      'config_missing_key',
      'name_invalid',
    ]);
  });
});

describe('files that the manifest names', () => {
  test.each<[string, Partial<Package>]>([
    ['msix.properties.logo', options({ logo: 'Assets/other.png' })],
    ['msix.applications[0].executable', application({ executable: 'other.exe' })],
    [
      'msix.applications[0].visual_elements.square150x150_logo',
      application({ square150x150Logo: 'other.png' }),
    ],
    [
      'msix.applications[0].visual_elements.square44x44_logo',
      application({ square44x44Logo: '/other.png' }),
    ],
  ])('%s must be in the package', (key, change) => {
    expect(problems(change)).toMatchObject([{ code: 'content_path', place: { key } }]);
  });

  test('are found whatever their case, and in variants when resources have an index', () => {
    const change = options({ logo: 'ASSETS\\LOGO.png' });
    expect(problems(change)).toEqual([]);
    const variants = [
      file('/Assets/logo.scale-200.png', ''),
      file('/app/sundial.exe', ''),
      file('/resources.pri', ''),
    ];
    expect(problems({}, variants)).toEqual([]);
    expect(problems({}, variants.slice(0, 2))).toHaveLength(1);
  });
});

describe('paths that Windows has no files for', () => {
  test.each([
    ['/a:b', 'a name has no ":"'],
    ['/a\\b', 'a name has no "\\\\"'],
    ['/a\tb', 'a name has no "\\t"'],
    ['/dir./a', 'a name does not end in a dot or a blank'],
    ['/dir/a ', 'a name does not end in a dot or a blank'],
    ['/dir/NUL.txt', '"NUL.txt" is a device'],
    ['/com1', '"com1" is a device'],
    ['/xn--a', 'a name does not begin with xn--'],
    [`/${'x'.repeat(256)}`, 'a name has at most 255 characters'],
    ['/appxmanifest.XML', 'the name is for what the package says of itself'],
    ['/[Content_Types].xml', 'the name is for what the package says of itself'],
    ['/AppxMetadata/CodeIntegrity.cat', 'the name is for what the package says of itself'],
    ['/a/_rels/b.rels', 'the name is for relationships of OPC'],
    ['/\ud800', 'a name has characters only'],
  ])('%j', (path, why) => {
    const [problem, ...more] = problems({}, [...NAMED, file(path, '')]);
    expect(problem).toMatchObject({ code: 'content_path', place: { key: `contents(${path})` } });
    expect(problem?.message).toContain(why);
    expect(more).toEqual([]);
  });

  test('two that differ in case alone, and links', () => {
    const entries = [...NAMED, file('/App/SUNDIAL.exe', ''), symlink('/link', 'app')];
    expect(problems({}, entries).map(({ message }) => message)).toEqual([
      '"/App/SUNDIAL.exe" and "/app/sundial.exe" are one file to Windows',
      '"/link" is a link; packages for Windows have none',
    ]);
  });

  test('but no others', () => {
    const names = ['/console', '/com10', '/lpt', '/.a', '/a.b.c', '/Größe 🌞', '/_rels/a', '/%&+'];
    expect(problems({}, [...NAMED, ...names.map((name) => file(name, ''))])).toEqual([]);
  });
});
