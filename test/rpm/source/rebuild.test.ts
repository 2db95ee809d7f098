import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { srpm } from '../../../src/rpm/source/index.ts';
import { HEADER_TAGS } from '../../../src/rpm/tags.ts';
import { packageOf } from '../../support/package.ts';
import { needs, scratchFolder } from '../../support/tools.ts';
import { type Header, type ReadRpm, readRpm, valuesOf } from '../reader.ts';
import { rpmOf } from '../support.ts';
import { rebuild, srpmOf } from './rebuild.ts';
import { SAMPLE, SAMPLE_FILES } from './sample.ts';

/** Tags that rpmbuild adds, by number; none says what the package is. */
const ADDED = new Map([
  [1064, 'RPMVERSION'],
  [1094, 'COOKIE'],
  [1122, 'OPTFLAGS'],
  [1132, 'PLATFORM'],
  [1140, 'FILECOLORS'],
  [1141, 'FILECLASS'],
  [1142, 'CLASSDICT'],
  [1146, 'SOURCEPKGID'],
]);
/** Compared as sets, below; or the affair of the compressor. */
const ELSEWHERE =
  /^(REQUIRE|PROVIDE|CONFLICT|OBSOLETE|RECOMMEND|SUGGEST|SUPPLEMENT|ENHANCE)|^PAYLOADDIGEST/;

const names = new Map(HEADER_TAGS.map(({ tag, name }) => [tag, name]));

function comparable({ tags }: Header) {
  return tags
    .filter(({ tag }) => !ADDED.has(tag))
    .map(({ tag, type, values }) => ({ name: names.get(tag) ?? `${tag}`, type, values }))
    .filter(({ name }) => !ELSEWHERE.test(name));
}

function relations(header: Header, tags: readonly [flags: number, name: number, version: number]) {
  const [flags, list, versions] = tags.map((tag) => valuesOf(header, tag) ?? []);
  return list?.map((name, i) => `${name} ${flags?.[i]} ${versions?.[i]}`).sort();
}

test('the sample can be packed', () => {
  const entries = SAMPLE_FILES.map((entry) =>
    entry.type === 'file'
      ? { ...entry, body: { kind: 'memory' as const, name: '', bytes: new Uint8Array() } }
      : entry,
  );
  expect(srpm.check(packageOf('srpm', SAMPLE), entries)).toEqual([]);
});

needs('rpmbuild')('rpmbuild --rebuild makes of a source package', () => {
  const folder = scratchFolder();
  let rebuilt: ReadRpm;
  let direct: ReadRpm;
  beforeAll(async () => {
    direct = readRpm(await rpmOf(SAMPLE, SAMPLE_FILES));
    rebuilt = readRpm(rebuild(await srpmOf(SAMPLE, SAMPLE_FILES), join(folder, 'sample')));
  });

  test('the tags of the binary package, with the same values', () => {
    expect(comparable(rebuilt.header)).toEqual(comparable(direct.header));
  });

  test.each([
    ['requires', [1048, 1049, 1050] as const],
    ['provides', [1112, 1047, 1113] as const],
    ['conflicts', [1053, 1054, 1055] as const],
    ['obsoletes', [1114, 1090, 1115] as const],
    ['recommends', [5048, 5046, 5047] as const],
    ['suggests', [5051, 5049, 5050] as const],
    ['supplements', [5054, 5052, 5053] as const],
    ['enhances', [5057, 5055, 5056] as const],
  ])('its %s', (_, tags) => {
    expect(relations(rebuilt.header, tags)).toEqual(relations(direct.header, tags));
  });

  test('its payload, byte for byte', () => {
    const plain = ({ payload }: ReadRpm) => gunzipSync(payload).toString('latin1');
    expect(plain(rebuilt)).toBe(plain(direct));
  });
});
