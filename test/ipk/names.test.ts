import { describe, expect, test } from 'vitest';
import { ipk } from '../../src/ipk/index.ts';
import type { Input, PlannedEntry } from '../../src/model/entry.ts';
import type { Package } from '../../src/model/package.ts';
import { dir, file, packageOf } from '../support/package.ts';

const { version, relations, ipk: options } = packageOf('ipk');
const body: Input = { kind: 'memory', name: 'body', bytes: new Uint8Array() };

describe('file name', () => {
  test.each<[Partial<Package>, string]>([
    [{}, 'sundial_1.2.3_x86_64.ipk'],
    [{ arch: 'mipsle' }, 'sundial_1.2.3_mipsel.ipk'],
    [{ arch: 'all' }, 'sundial_1.2.3_all.ipk'],
    [{ arch: 'constructor' }, 'sundial_1.2.3_constructor.ipk'],
    [{ archOverride: 'aarch64_cortex-a53' }, 'sundial_1.2.3_aarch64_cortex-a53.ipk'],
    [
      { version: { epoch: '2', version: '1.0', prerelease: 'rc1', metadata: 'g1', release: '3' } },
      'sundial_1.0~rc1+g1-3_x86_64.ipk',
    ],
    [{ version: { ...version, version: '1:2.3' } }, 'sundial_2.3_x86_64.ipk'],
  ])('%j', (change, name) => {
    expect(ipk.fileName(packageOf('ipk', change))).toBe(name);
  });
});

describe('limits', () => {
  const none: PlannedEntry[] = [];
  const alternative = { linkName: 'vi', target: '/bin/x', priority: 1 };
  test.each<[string, Partial<Package>, PlannedEntry[], string, string]>([
    ['a name with a slash', { name: 'sun/dial' }, none, 'name_invalid', 'sun/dial'],
    [
      'a blank in the version',
      { version: { ...version, version: '1 2' } },
      none,
      'version_invalid',
      '1 2',
    ],
    ['a blank in the architecture', { arch: 'a b' }, none, 'arch_unknown', 'a b'],
    [
      'a fault in one of several relations',
      { relations: { ...relations, depends: ['a, b (1)'] } },
      none,
      'relation_invalid',
      'a, b (1)',
    ],
    [
      'a config file that ends in a blank',
      {},
      [{ ...file('/etc/x ', ''), role: 'config', body }],
      'content_path',
      '/etc/x ',
    ],
    ['two lines of vendor', { vendor: 'a\nb' }, none, 'format_limit', 'vendor'],
    [
      'a field that is no name',
      { ipk: { ...options, fields: { 'a b': 'c' } } },
      none,
      'format_limit',
      'a b',
    ],
    [
      'an rpm relation',
      { relations: { ...relations, depends: ['a >= 1'] } },
      none,
      'relation_invalid',
      'a >= 1',
    ],
    [
      'a relative alternative',
      { ipk: { ...options, alternatives: [alternative] } },
      none,
      'format_limit',
      'vi',
    ],
    [
      'a tag of two lines',
      { ipk: { ...options, tags: ['a', 'b\nEssential: yes'] } },
      none,
      'format_limit',
      'tag',
    ],
    [
      'a relation that opkg cannot read, to be configured before',
      { ipk: { ...options, predepends: ['a\nb: c'] } },
      none,
      'relation_invalid',
      'a\nb: c',
    ],
    ['a long owner', {}, [dir('/srv', { owner: 'o'.repeat(32) })], 'format_limit', '31'],
  ])('%s', (_, change, entries, code, names) => {
    const problems = ipk.check(packageOf('ipk', change), entries);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code, message: expect.stringContaining(names) });
    expect(problems[0]?.place).toBeDefined();
  });

  test('a plain package has no problem', () => {
    const depends = ['libc', 'libubox (>= 1.0)', 'a | b'];
    expect(ipk.check(packageOf('ipk', { relations: { ...relations, depends } }), [])).toEqual([]);
  });
});
