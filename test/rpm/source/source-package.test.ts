import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { srpm } from '../../../src/rpm/source/index.ts';
import { packageOf, TIME } from '../../support/package.ts';
import { needs, output, run, scratchFolder } from '../../support/tools.ts';
import { type Header, type ReadRpm, readRpm, valuesOf } from '../reader.ts';
import { rpmbuildArgs, srpmOf } from './rebuild.ts';
import { SAMPLE, SAMPLE_FILES } from './sample.ts';

/** What rpmbuild adds to a source package, and why we do not. */
const ADDED: Readonly<Record<number, string>> = {
  1064: 'RPMVERSION: there is no rpm in it',
  1094: 'COOKIE: name and clock of the machine that built it',
  5099: 'SPEC: the spec file once more, with the macros of that machine',
};

const LEAD_KIND = 6;
const RESERVED_SPACE = 1008;

function comparable({ tags }: Header) {
  const isOwn = ({ tag }: { tag: number }) => !(tag in ADDED) && tag !== 5092;
  return tags.filter(isOwn).map(({ tag, type, values }) => ({ tag, type, values }));
}

test('is marked as a source package', async () => {
  const { lead, header } = readRpm(await srpmOf(SAMPLE, SAMPLE_FILES));
  expect(lead.readUInt16BE(LEAD_KIND)).toBe(1);
  expect(valuesOf(header, 1106)).toEqual([1]);
  expect(valuesOf(header, 1044)).toBeUndefined();
  expect(valuesOf(header, 1061)).toEqual(['x86_64']);
  const noarch = readRpm(await srpmOf({ arch: 'all' }));
  expect(valuesOf(noarch.header, 1089)).toEqual(['noarch']);
});

test('is named after the package, its version and release', () => {
  expect(srpm.fileName(packageOf('srpm', SAMPLE))).toBe('sundial-1.2~rc1-3.src.rpm');
});

test('has the same bytes each time', async () => {
  expect(await srpmOf(SAMPLE, SAMPLE_FILES)).toEqual(await srpmOf(SAMPLE, SAMPLE_FILES));
});

needs('rpmbuild', 'rpm')('rpmbuild -bs, given the spec file and the sources', () => {
  const folder = scratchFolder();
  let ours: ReadRpm;
  let theirs: ReadRpm;
  beforeAll(async () => {
    const bytes = await srpmOf(SAMPLE, SAMPLE_FILES);
    const path = join(folder, 'given.src.rpm');
    writeFileSync(path, bytes);
    const args = rpmbuildArgs(folder, { _source_payload: 'w6.gzdio' });
    output('rpm', ['-i', ...args, path]);
    const env = { SOURCE_DATE_EPOCH: String(TIME) };
    output('rpmbuild', ['-bs', '--quiet', ...args, join(folder, 'SPECS/sundial.spec')], { env });
    const [built = ''] = readdirSync(join(folder, 'SRPMS'));
    theirs = readRpm(readFileSync(join(folder, 'SRPMS', built)));
    ours = readRpm(bytes);
  });

  test('writes the same tags with the same values', () => {
    expect(comparable(ours.header)).toEqual(comparable(theirs.header));
  });

  test('writes the same payload, byte for byte', () => {
    const plain = ({ payload }: ReadRpm) => gunzipSync(payload).toString('latin1');
    expect(plain(ours)).toBe(plain(theirs));
  });

  test('writes the same kinds of digests, and the same lead but for the name', () => {
    const kinds = ({ tags }: Header) =>
      tags.filter(({ tag }) => tag !== RESERVED_SPACE).map(({ tag, type }) => [tag, type]);
    expect(kinds(ours.signature)).toEqual(kinds(theirs.signature));
    expect(ours.lead.subarray(0, 10)).toEqual(theirs.lead.subarray(0, 10));
    expect(ours.lead.subarray(76)).toEqual(theirs.lead.subarray(76));
  });
});

/** All that rpmlint 2.4 says of the sample, and why it may. */
const EXPECTED: Readonly<Record<string, string>> = {
  'no-signature': 'it is not signed',
  'invalid-license': 'its list is empty on Debian; this is an SPDX expression',
  'invalid-url': 'the sources are nowhere but here',
  'source-not-compressed': 'the payload of the package is, and so everything in it',
  'no-buildroot-tag': 'rpm has ignored it since 4.6',
  'hardcoded-packager-tag': 'it is how the binary package is to come out',
};

needs('rpm', 'rpmlint')('readers', () => {
  const folder = scratchFolder();
  const path = join(folder, 'sundial-1.2.3-1.src.rpm');
  beforeAll(async () => {
    const files = SAMPLE_FILES.filter((entry) => entry.path.startsWith('/etc'));
    const { rpm } = packageOf('srpm');
    const change = { changelog: SAMPLE.changelog ?? [], rpm: { ...rpm, group: 'Time/Day' } };
    writeFileSync(path, await srpmOf(change, files));
  });

  test('rpm finds it whole', () => {
    expect(output('rpm', ['-K', path])).toContain('digests OK');
    expect(output('rpm', ['-qpl', path])).toBe('sundial-1.2.3.tar\nsundial.spec\n');
  });

  test('rpmlint finds nothing else', () => {
    const { stdout } = run('rpmlint', [path]);
    const found = [...stdout.matchAll(/^\S+ [EWI]: (\S+)/gm)].map(([, tag]) => tag ?? '');
    expect(found.filter((tag) => !(tag in EXPECTED))).toEqual([]);
    expect(stdout).toContain('1 packages and 0 specfiles checked');
  });
});
