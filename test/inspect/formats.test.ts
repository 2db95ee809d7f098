import { describe, expect, test } from 'vitest';
import { apk } from '../../src/apk/index.ts';
import { archlinux } from '../../src/archlinux/index.ts';
import { deb } from '../../src/deb/index.ts';
import { inspect } from '../../src/inspect/inspect.ts';
import type { PackageEntry } from '../../src/inspect/model.ts';
import { ipk } from '../../src/ipk/index.ts';
import { rpm } from '../../src/rpm/index.ts';
import { tarball } from '../../src/tarball/index.ts';
import { ENTRIES, written } from './sample.ts';

const line = ({ path, type, mode, size, owner, group, mtime, target }: PackageEntry) =>
  `${path} ${type} ${mode.toString(8)} ${owner}:${group} ${size} ${mtime} ${target}`;

const EXPECTED = ENTRIES.filter((entry) => entry.type !== 'dir' || !entry.implicit).map((entry) => {
  const { path, type, mode, owner, group, mtime } = entry;
  const size = entry.type === 'file' ? entry.size : 0;
  const target = entry.type === 'symlink' ? entry.target : '';
  return `${path} ${type} ${mode.toString(8)} ${owner}:${group} ${size} ${mtime} ${target}`;
});

describe.each([deb, rpm, apk, archlinux, ipk])('$name', (format) => {
  test('is recognised by its content, and read back whole', async () => {
    const read = await inspect(await written(format));
    expect(read.format).toBe(format.name);
    expect(read.metadata).toMatchObject({
      name: 'sundial',
      summary: 'Tells the time by daylight',
      homepage: format.name === 'ipk' ? 'https://dial.example' : read.metadata.homepage,
    });
    expect(read.metadata.version).toMatch(/^1\.2\.3(-1)?$/);
    expect(read.entries.map(line)).toEqual(expect.arrayContaining(EXPECTED));
    expect(read.entries.filter(({ type }) => type !== 'dir')).toHaveLength(4);
    expect(read.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(read.notes).toEqual([]);
    expect(read.relations.depends.join()).toMatch(/^clock\b/);
    expect(read.relations.provides.join()).toMatch(/\bdial\b/);
    expect(read.scripts.map(({ kind }) => kind).sort()).toEqual(['postremove', 'preinstall']);
  });

  test('says which files are configuration', async () => {
    const { entries } = await inspect(await written(format));
    const config = entries.filter(({ flags }) => flags.includes('config'));
    // apk has no such list: whatever is in /etc is protected.
    const expected = format.name === 'apk' ? [] : ['/etc/sundial/sundial.conf'];
    expect(config.map(({ path }) => path)).toEqual(expected);
  });
});

describe('a tarball', () => {
  test.each(['none', 'gzip'] as const)('with %s is its entries', async (name) => {
    const compression = name === 'none' ? { name } : { name, level: 6 };
    const read = await inspect(await written(tarball, { compression }));
    expect(read).toMatchObject({ format: 'tarball', compression: name, checks: [], scripts: [] });
    expect(read.entries.filter(({ type }) => type !== 'dir').map(({ path }) => path)).toEqual(
      ENTRIES.filter(({ type }) => type !== 'dir').map(
        ({ path }) => `/sundial-v1.2.3-linux-amd64${path}`,
      ),
    );
  });
});

describe('what packages say of their content', () => {
  test.each([
    [apk, ['datahash', 'file digests (sha1)']],
    [archlinux, ['.MTREE']],
    [ipk, []],
  ] as const)('$name is held against it', async (format, names) => {
    const { checks } = await inspect(await written(format));
    expect(checks.map(({ name, ok }) => [name, ok])).toEqual(names.map((name) => [name, true]));
    expect(checks.every(({ compared }) => compared > 0)).toBe(true);
  });
});
