import { describe, expect, test } from 'vitest';
import { apk } from '../../src/apk/index.ts';
import { archlinux } from '../../src/archlinux/index.ts';
import { deb } from '../../src/deb/index.ts';
import { diff } from '../../src/inspect/diff/index.ts';
import { isSameVersion } from '../../src/inspect/diff/versions.ts';
import { ipk } from '../../src/ipk/index.ts';
import { rpm } from '../../src/rpm/index.ts';
import { file, packageOf } from '../support/package.ts';
import { withEntry, written } from './sample.ts';

/** A package without any relations. */
const { relations } = packageOf('deb');

describe('two packages of two formats', () => {
  const formats = [deb, rpm, apk, archlinux, ipk];
  const pairs = formats.flatMap((one) =>
    formats
      .filter((other) => other !== one)
      .map((other) => [one.name, other.name, one, other] as const),
  );

  test.each(pairs)('%s and %s hold the same software', async (_, __, one, other) => {
    const found = await diff(await written(one), await written(other));
    const { metadata, scripts, entries } = found;
    expect({ metadata, scripts, entries }).toEqual({ metadata: [], scripts: [], entries: [] });
    // An apk says nothing of conflicts.
    const isApk = one === apk || other === apk;
    expect(found.relations.map(({ what }) => what)).toEqual(isApk ? ['conflicts'] : []);
    expect(found.same).toBe(!isApk);
  });

  test.each(pairs)(
    '%s and %s: a file, a mode and a dependency differ',
    async (_, __, one, other) => {
      const changed = withEntry(
        file('/usr/bin/sundial', 'echo late\n', { mode: 0o700 }),
        file('/usr/share/sundial/more', 'more'),
      );
      const found = await diff(await written(one), await written(other, { relations }, changed));
      expect(found.relations.map(({ what }) => what)).toEqual(
        expect.arrayContaining(['depends', 'provides']),
      );
      expect(
        found.entries.map(({ path, changes }) => [path, changes.map(({ what }) => what).join(' ')]),
      ).toEqual([
        ['/usr/bin/sundial', 'mode size content'],
        ['/usr/share/sundial/more', ''],
      ]);
      expect(found.same).toBe(false);
    },
  );
});

test('a file that one format wants counts where both have it', async () => {
  const changelog = (text: string) =>
    withEntry(file('/usr/share/doc/sundial/changelog.Debian.gz', text));
  const [one, other] = [await written(deb, {}, changelog('a')), await written(rpm)];
  expect(await diff(one, other)).toMatchObject({ same: true });
  const { entries } = await diff(one, await written(rpm, {}, changelog('b')));
  expect(entries).toMatchObject([{ change: 'changed', changes: [{ what: 'content' }] }]);
});

test.each([
  ['1.0', '1.0-1', true],
  ['1.0-1', '1.0-r1', true],
  ['1.0-1', '1.0-2', false],
  ['1.0~rc1-1', '1.0_rc1-r1', true],
  ['1.0~rc1', '1.0', false],
  ['1.0', '1.0-r0', true],
  ['2:1.0', '1.0', true],
  ['2:1.0', '3:1.0-1', false],
  ['1.2.3', '1.2.3.0', true],
  ['1.2.3', '1.2.3.4', false],
  ['1.23', '1.2.3', false],
  ['1.0+git5', '1.0_git5-r0', true],
])('versions %s and %s', (one, other, expected) => {
  expect([isSameVersion(one, other), isSameVersion(other, one)]).toEqual([expected, expected]);
});
