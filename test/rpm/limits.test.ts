import { describe, expect, test } from 'vitest';
import type { PlannedEntry } from '../../src/model/entry.ts';
import type { Package } from '../../src/model/package.ts';
import { rpm } from '../../src/rpm/index.ts';
import { dir, packageOf, script, symlink } from '../support/package.ts';

const of = packageOf('rpm');
const version = (change: Partial<Package['version']>) => ({
  version: { ...of.version, ...change },
});

describe('what rpm cannot carry', () => {
  test.each<[Partial<Package>, string, string, string]>([
    [{ name: 'sun dial' }, 'name_invalid', 'name', '"sun dial"'],
    [{ name: '-sundial' }, 'name_invalid', 'name', '"-sundial"'],
    [{ name: '' }, 'name_invalid', 'name', '""'],
    [{ arch: 'arm' }, 'arch_unknown', 'arch', '"arm"'],
    [{ arch: 'amd46' }, 'arch_unknown', 'arch', '"amd46"'],
    [{ archOverride: 'x86-64' }, 'arch_unknown', 'rpm.arch', '"x86-64"'],
    [{ platform: 'li nux' }, 'platform_unsupported', 'platform', '"li nux"'],
    [version({ version: '1 2' }), 'version_invalid', 'version', '"1 2"'],
    [version({ version: '' }), 'version_invalid', 'version', '""'],
    [version({ version: '1..2' }), 'version_invalid', 'version', '"1..2"'],
    [version({ version: '1:2' }), 'version_invalid', 'version', '"1:2"'],
    [version({ prerelease: 'rc/1' }), 'version_invalid', 'prerelease', '"1.2.3~rc/1"'],
    [version({ metadata: 'ä' }), 'version_invalid', 'version_metadata', '"1.2.3+ä"'],
    [version({ release: '1 2' }), 'version_invalid', 'release', '"1 2"'],
    [version({ epoch: 'second' }), 'version_invalid', 'epoch', '"second"'],
    [version({ epoch: '-1' }), 'version_invalid', 'epoch', '"-1"'],
    [version({ epoch: '4294967296' }), 'version_invalid', 'epoch', '4294967296'],
    [{ time: -1 }, 'format_limit', 'mtime', '-1'],
    [{ time: 4294967296 }, 'format_limit', 'mtime', '4294967296'],
    [{ description: 'a\0b' }, 'format_limit', 'description', 'NUL'],
    [{ rpm: { ...of.rpm, summary: 'a\0b' } }, 'format_limit', 'rpm.summary', 'NUL'],
    [{ rpm: { ...of.rpm, prefixes: ['/opt', 'opt'] } }, 'content_path', 'rpm.prefixes[1]', '"opt"'],
  ])('%j', (change, code, key, names) => {
    const problems = rpm.check(packageOf('rpm', change), []);
    expect(problems).toMatchObject([{ code, place: { key } }]);
    expect(problems[0]?.message).toContain(names);
  });

  test('a script with a NUL is named, with its place', () => {
    const scripts = { postinstall: script('echo \0\n') };
    const message = expect.stringContaining('script.sh has a NUL');
    const problems = rpm.check(packageOf('rpm', { scripts }), []);
    expect(problems).toEqual([{ code: 'format_limit', place: { file: 'nfpm.yaml' }, message }]);
  });

  test('scripts that rpm does not run do not matter', () => {
    const scripts = { rules: script('\0'), preupgrade: script('\0') };
    expect(rpm.check(packageOf('rpm', { scripts }), [])).toEqual([]);
  });

  test.each<[PlannedEntry, string]>([
    [dir(`/${'d/'.repeat(2046)}xxx`), 'too long: rpm reads paths of at most 4094 bytes'],
    [dir(`/${'ä'.repeat(2047)}`), 'too long'],
    [dir('/a\0b'), 'NUL'],
    [symlink('/a', 'b\0c'), 'NUL'],
    [dir('/a', { owner: 'root\0' }), 'NUL'],
    [dir('/a', { mtime: -1 }), 'cannot tell the time -1'],
  ])('entry %#', (entry, message) => {
    const problems = rpm.check(of, [dir('/fine'), entry]);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain(message);
    expect(problems[0]?.place).toBe(entry.place);
  });

  test('a path of the greatest length passes', () => {
    expect(rpm.check(of, [dir(`/${'d/'.repeat(2046)}x`)])).toEqual([]);
  });

  test('all of it at once', () => {
    const pkg = packageOf('rpm', {
      name: '',
      arch: 'vax',
      relations: { ...of.relations, depends: ['a => 1', 'b => 2'] },
    });
    const codes = rpm.check(pkg, [dir('/a\0')]).map(({ code }) => code);
    const relation = ['relation_invalid', 'relation_invalid'];
    expect(codes).toEqual(['name_invalid', 'arch_unknown', ...relation, 'content_path']);
  });
});
