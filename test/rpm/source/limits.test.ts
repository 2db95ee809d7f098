import { describe, expect, test } from 'vitest';
import type { PlannedEntry } from '../../../src/model/entry.ts';
import type { Package } from '../../../src/model/package.ts';
import { srpm } from '../../../src/rpm/source/index.ts';
import { file, packageOf, script, TIME } from '../../support/package.ts';

const { rpm, relations } = packageOf('srpm');

function planned(path: string, change: Partial<PlannedEntry> = {}): PlannedEntry {
  const { body: _, ...entry } = file(path, '');
  const body = { kind: 'memory' as const, name: path, bytes: new Uint8Array() };
  return { ...entry, body, ...change } as PlannedEntry;
}

function problems(change: Partial<Package>, entries: readonly PlannedEntry[] = []) {
  return srpm.check(packageOf('srpm', change), entries);
}

const changed = (notes: string[], time = TIME) => ({
  changelog: [{ version: '1', time, packager: 'x', notes, urgency: '', distributions: [] }],
});

describe('what a spec file cannot say', () => {
  test.each<[string, Partial<Package>, string]>([
    ['a comment in the description', { description: 'a\n # b' }, '" # b" of the description'],
    ['a section in it', { description: '%files' }, '"%files" of the description'],
    ['a section with arguments', { description: '%POST -p x' }, '"%POST -p x"'],
    ['a condition', { description: 'a\n  %if 0' }, '"  %if 0"'],
    ['a comment in the changelog', changed(['a\n#2']), '"#2" of the changelog'],
    ['changes before 1990', changed(['a'], 0), '"1" is from before 1990'],
    ['a prefix with a blank', { rpm: { ...rpm, prefixes: ['/a b'] } }, '"/a b"'],
    [
      'a dependency with a comma',
      { relations: { ...relations, depends: ['a,b'] } },
      'the dependency "a,b"',
    ],
    [
      'a dependency with a comma in parentheses',
      { relations: { ...relations, depends: ['f(a,b)'] } },
      'the dependency "f(a,b)"',
    ],
    ['a homepage with a blank', { homepage: 'https://a.example/a b' }, '"https://a.example/a b"'],
    [
      'a path of a trigger with a blank',
      {
        rpm: {
          ...rpm,
          fileTriggers: [
            {
              scope: 'package',
              when: 'in',
              paths: ['/a', '/b c'],
              priority: 1,
              script: script('x'),
              interpreter: '',
            },
          ],
        },
      },
      '"/b c" of a trigger',
    ],
    [
      'a long line with a percent sign in a script',
      { scripts: { preinstall: script(`%${'x'.repeat(4096)}`) } },
      'script.sh has a percent sign in a line of 4097 bytes',
    ],
  ])('%s', (_, change, message) => {
    const [found, ...more] = problems(change);
    expect(found?.message).toContain(message);
    expect(found?.place).toMatchObject({ file: 'nfpm.yaml' });
    expect(more).toEqual([]);
  });

  test.each<[string, PlannedEntry, string]>([
    ['a control character', planned('/a\nb'), '"/a\\nb"'],
    ['an owner with a blank', planned('/a', { owner: 'sun dial' }), '"sun dial"'],
    ['a group with a comma', planned('/a', { group: 'a,b' }), '"a,b"'],
    ['an owner that means "as it is"', planned('/a', { owner: '-' }), '"-"'],
    ['a language of one letter', { ...planned('/a'), lang: 'x' } as PlannedEntry, '"x"'],
  ])('%s', (_, entry, message) => {
    const [found, ...more] = problems({}, [entry]);
    expect(found?.message).toContain(message);
    expect(found?.code).toBe('content_path');
    expect(more).toEqual([]);
  });

  test('two paths that a pattern cannot tell apart', () => {
    const found = problems({}, [planned('/a*'), planned('/ab'), planned('/a/c'), planned('/d*')]);
    expect(found.map(({ message }) => message)).toEqual([
      'a spec file cannot tell "/a*" from "/ab"',
    ]);
  });
});

describe('what a spec file can say', () => {
  test.each<[string, Partial<Package>]>([
    ['sections that do not begin a line', { description: 'see %files, # and\n %post' }],
    ['words that only begin like one', { description: '%filesystem\n%iffy\n%%files' }],
    ['long lines without percent signs', { scripts: { preinstall: script('x'.repeat(99_999)) } }],
  ])('%s', (_, change) => {
    expect(problems(change)).toEqual([]);
  });

  test('no problem that the binary package has not is made of a licence', () => {
    expect(problems({ license: '' })).toEqual([]);
  });
});

test('the problems of the binary package are told too', () => {
  expect(problems({ name: '-' }).map(({ code }) => code)).toEqual(['name_invalid']);
});
