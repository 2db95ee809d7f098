import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Package } from '../../src/model/package.ts';
import { rpm } from '../../src/rpm/index.ts';
import { formatRelation, type Relation } from '../../src/rpm/relation.ts';
import { readRelations, relationsOf } from '../../src/rpm/relations.ts';
import { packageOf, script } from '../support/package.ts';
import { needs, run, scratchFolder } from '../support/tools.ts';
import { readRpm, valuesOf } from './reader.ts';
import { rpmOf } from './support.ts';

const none = packageOf('rpm').relations;
const withList = (list: keyof typeof none, ...texts: string[]): Package =>
  packageOf('rpm', { relations: { ...none, [list]: texts } });

/** As written, and as rpm shows it. */
const GOOD: readonly [string, string][] = [
  ['glibc', 'glibc'],
  ['glibc >= 2.17', 'glibc >= 2.17'],
  ['openssl-libs>=1:1.1', 'openssl-libs >= 1:1.1'],
  ['  spaced   <   1.0  ', 'spaced < 1.0'],
  ['exact = 2:1.0-3.fc40', 'exact = 2:1.0-3.fc40'],
  ['newer > 5', 'newer > 5'],
  ['older <= 9~rc1', 'older <= 9~rc1'],
  ['snapshot >= 1^20240101git', 'snapshot >= 1^20240101git'],
  ['/usr/bin/env', '/usr/bin/env'],
  ['libwidget.so.1()(64bit)', 'libwidget.so.1()(64bit)'],
  ['libc.so.6(GLIBC_2.34)(64bit)', 'libc.so.6(GLIBC_2.34)(64bit)'],
  ['perl(Getopt::Long) >= 2', 'perl(Getopt::Long) >= 2'],
  ['font(:lang=uk)', 'font(:lang=uk)'],
  ['_private', '_private'],
  ['(podman or moby-engine)', '(podman or moby-engine)'],
  ['( a>=1   with a < 2 )', '(a >= 1 with a < 2)'],
  ['(a and b and c)', '(a and b and c)'],
  ['((a with b) or (b without a))', '((a with b) or (b without a))'],
  ['(langpack if desktop)', '(langpack if desktop)'],
  ['(mariadb-backend if mariadb else sqlite)', '(mariadb-backend if mariadb else sqlite)'],
  ['((a and (b or c)) if d)', '((a and (b or c)) if d)'],
  ['(a if (b if c))', '(a if (b if c))'],
  ['(a if (b unless c))', '(a if (b unless c))'],
  ['(a or (b unless c))', '(a or (b unless c))'],
  ['(lib.so()(64bit) or perl(A::B) >= 2)', '(lib.so()(64bit) or perl(A::B) >= 2)'],
  ['(a)', '(a)'],
];

/** As written, what the message says of it, and how rpm takes it if it does. */
const BAD: readonly [text: string, fault: string, byRpm?: string][] = [
  ['', 'is empty', 'as nothing'],
  ['thing => 2', 'has the unknown operator "=>"', 'as >='],
  ['thing == 2', 'has the unknown operator "=="', 'as ='],
  ['thing != 2', 'has the unknown operator "!="'],
  ['thing ~ 2', 'has the unknown operator "~"'],
  ['thing >=', 'has no version'],
  ['thing >= 1-2-3', 'has the bad version "1-2-3"'],
  ['thing >= x:1', 'has the bad version "x:1"'],
  ['thing >= 1..2', 'has the bad version "1..2"'],
  ['thing >= 1%2', 'has the bad version "1%2"', 'as a macro to be'],
  ['thing >= 1 2', 'has the bad version "1 2"', 'as two'],
  ['libc6 (>= 2.31)', 'has "(>= 2.31)" after the name'],
  ['a | b', 'has "| b" after the name'],
  ['!feud', 'does not start with a name'],
  ['= 2', 'does not start with a name'],
  ['/usr/bin/env >= 2', 'wants a version of a file'],
  ['(a or b', 'lacks a closing parenthesis'],
  ['()', 'lacks an operand'],
  ['(a or)', 'lacks an operand'],
  ['(a b)', 'has "b" after the name'],
  ['(a or b) c', 'has "c" after its end', 'as two'],
  ['(a or b and c)', 'cannot chain or, and'],
  ['(a if b if c)', 'cannot chain if, if'],
  ['(a else b)', 'cannot chain else', 'in, but never as true'],
  ['(a or (b if c))', 'has an "if" where only "and" makes sense'],
  ['(a and (b unless c))', 'has an "unless" where only "or" makes sense'],
  ['(a unless b)', 'has an "unless" where only "or" makes sense'],
  ['(a with (b and c))', 'below its "with"'],
  ['((a or (b and c)) with d)', 'below its "with"'],
  ['(a => 1 or b)', 'has the unknown operator "=>" (a => 1)', 'as >='],
];

describe('dependencies', () => {
  test.each(GOOD)('%s', (text, shown) => {
    const { relations, problems } = readRelations(withList('depends', text));
    expect(problems).toEqual([]);
    expect(relations.require.map(formatRelation)).toEqual([shown]);
  });

  test.each(BAD)('refuses %j', (text, fault) => {
    const problems = rpm.check(withList('depends', 'fine', text), []);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code: 'relation_invalid', place: { key: 'depends[1]' } });
    expect(problems[0]?.message).toContain(JSON.stringify(text));
    expect(problems[0]?.message).toContain(fault);
  });

  test('the hint names the operators', () => {
    const [problem] = rpm.check(withList('depends', 'thing => 2'), []);
    expect(problem?.hint).toBe('rpm has <, <=, =, >=, >');
  });

  test.each([
    ['provides', '(a or b)', 'rich dependency'],
    ['replaces', '(a or b)', 'rich dependency'],
    ['replaces', 'perl(A)', 'no package name'],
    ['replaces', '/usr/bin/a', 'no package name'],
    ['conflicts', '(a if b)', 'has an "if"'],
  ] as const)('%s: refuses %s', (list, text, fault) => {
    const [problem] = rpm.check(withList(list, text), []);
    expect(problem?.message).toContain(fault);
    expect(problem?.place).toMatchObject({ key: `${list}[0]` });
  });

  test('conflicts may have an "unless"', () => {
    expect(rpm.check(withList('conflicts', '(a unless b)', '(a and b)'), [])).toEqual([]);
  });
});

test('a dependency of nothing but parentheses is refused', () => {
  const problems = rpm.check(withList('depends', '('.repeat(1_000_000)), []);
  expect(problems).toHaveLength(1);
  expect(problems[0]?.message).toContain('in more than 100 others');
});

describe('the dependencies of a package', () => {
  const shown = (relations: readonly Relation[]) =>
    relations.map((relation) => `${formatRelation(relation)} ${relation.flags >>> 4}`);

  test('stand in their order, each once', () => {
    const pkg = withList('depends', 'b', 'twice >= 1', 'a', 'twice>=1', 'twice >= 2');
    const names = relationsOf(pkg).require.map(formatRelation);
    expect(names).toEqual(['b', 'twice >= 1', 'a', 'twice >= 2']);
  });

  test('Requires(post) is marked as such', () => {
    const of = packageOf('rpm');
    const pkg = packageOf('rpm', {
      rpm: { ...of.rpm, requires: { ...of.rpm.requires, post: ['systemd', 'x =< 1'] } },
    });
    expect(shown(relationsOf(pkg).require)).toEqual([`systemd ${1 << 6}`]);
    expect(rpm.check(pkg, [])).toMatchObject([{ place: { key: 'rpm.requires.post[1]' } }]);
  });

  test.each([
    [{ epoch: '', release: '' }, 'sundial = 1.2.3-1'],
    [{ epoch: '2', release: '7' }, 'sundial = 2:1.2.3-7'],
    [{ epoch: '0', release: '' }, 'sundial = 0:1.2.3-1'],
    [{ epoch: '', release: '', prerelease: 'rc-1' }, 'sundial = 1.2.3~rc_1-1'],
  ])('provides itself: %j', (change, own) => {
    const of = packageOf('rpm');
    const version = { ...of.version, ...change };
    const relations = { ...none, provides: ['clock', own] };
    const once = relationsOf({ ...of, version, relations }).provide.map(formatRelation);
    expect(once).toEqual(['clock', own]);
    expect(relationsOf({ ...of, version }).provide.map(formatRelation)).toEqual([own]);
  });

  test.each([
    [{}, []],
    [{ relations: { ...none, suggests: ['a > 1~rc'] } }, ['TildeInVersions']],
    [
      { relations: { ...none, conflicts: ['(a > 1^git and b)'] } },
      ['CaretInVersions', 'RichDependencies'],
    ],
    [{ version: { ...packageOf('rpm').version, prerelease: 'rc' } }, ['TildeInVersions']],
    [{ scripts: { verify: script('#!/bin/sh -e\n') } }, ['ScriptletInterpreterArgs']],
    [{ scripts: { rules: script('#!/bin/sh -e\n') } }, []],
  ])('asks rpm for what it uses: %#', async (change, features) => {
    const { header } = readRpm(await rpmOf(change));
    const names = valuesOf(header, 1049) ?? [];
    const found = names.filter((name) => String(name).startsWith('rpmlib('));
    const always = ['CompressedFileNames', 'FileDigests', 'PayloadFilesHavePrefix'];
    expect(found).toEqual([...always, ...features].sort().map((name) => `rpmlib(${name})`));
  });

  test('each script needs its interpreter, when it runs', () => {
    const sh = script('#!/bin/sh\n');
    const names = ['pretrans', 'preinstall', 'postinstall', 'preremove', 'postremove', 'posttrans'];
    const scripts = Object.fromEntries([...names, 'verify'].map((name) => [name, sh]));
    const flags = relationsOf(packageOf('rpm', { scripts })).require.map((it) => it.flags);
    // As rpmbuild 4.18 writes them: the bit for an interpreter, and the one for the script.
    expect(flags).toEqual([384, 768, 1280, 2304, 4352, 288, 8448]);
  });
});

needs('rpmspec')('rpm agrees', () => {
  const folder = scratchFolder();
  const ask = (text: string) => {
    const path = join(folder, 'ask.spec');
    const fields = ['Name: ask', 'Version: 1', 'Release: 1', 'Summary: ask', 'License: MIT'];
    const end = ['%description', 'ask', '%files', ''];
    writeFileSync(path, [...fields, `Requires: ${text}`, ...end].join('\n'));
    return run('rpmspec', ['-q', '--qf', '[%{REQUIRENEVRS}\\n]', path]);
  };

  // rpm takes a name and an operator as one word when there is no blank between them.
  test.each(GOOD.filter(([text]) => !/\w[<>=]+\d/.test(text)))('takes %s', (text, shown) => {
    expect(ask(text).stdout.split('\n')).toContain(shown);
  });

  test.each(BAD.filter(([, , byRpm]) => !byRpm))('refuses %s', (text) => {
    expect(ask(text).status).not.toBe(0);
  });
});
