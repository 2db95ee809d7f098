import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { controlFile } from '../../src/deb/control.ts';
import { deb } from '../../src/deb/index.ts';
import type { ChangelogEntry } from '../../src/model/package.ts';
import { dir, file, symlink } from '../support/package.ts';
import { has, run, scratchFolder } from '../support/tools.ts';
import { type DebPlan, debPackage } from './make-deb.ts';

const folder = scratchFolder();

/** What `dpkg-deb --build` says of our control file: '' when it takes it. */
function dpkgVerdict(plan: DebPlan): string {
  const tree = join(folder, 'tree');
  mkdirSync(join(tree, 'DEBIAN'), { recursive: true });
  writeFileSync(join(tree, 'DEBIAN/control'), controlFile(debPackage(plan), 0));
  const { status, stderr } = run('dpkg-deb', ['--build', tree, join(folder, 'verdict.deb')]);
  return status === 0 ? '' : stderr;
}

const problems = (plan: DebPlan) => deb.check(debPackage(plan), []);

/** Relations that are fine in Depends. */
const goodRelations = [
  'a',
  'A_B',
  'a+b-c.d',
  'a (>= 1)',
  'a(>=1)',
  'a ( >= 1 )',
  'a (<< 1:2.3~rc1-4)',
  'a (<= 1)',
  'a (= 1)',
  'a (>> 1)',
  'a (< 1)',
  'a (1)',
  'a:any',
  'a:amd64 (>= 1)',
  'a | b',
  'a|b (>= 1) | c:any',
  'a, b',
  'a,\n b',
];

const badRelations: [string, RegExp, RegExp?][] = [
  ['a >= 1', /"a >= 1" is no relation/, /write "a \(>= 1\)"/],
  ['a>=1', /"a>=1" is no package name/, /write "a \(>= 1\)"/],
  ['a < 2', /is no relation/, /write "a \(<< 2\)"/],
  ['a = 2', /is no relation/, /write "a \(= 2\)"/],
  ['a b', /"a b" is no relation/],
  ['a |', /a package name is missing/],
  ['| a', /a package name is missing/],
  ['a,', /a package name is missing/],
  ['a, , b', /a package name is missing/],
  ['-a', /"-a" is no package name/],
  ['a!b', /"a!b" is no package name/],
  ['é', /"é" is no package name/],
  ['a:', /"" is no architecture/],
  ['a:b_c', /"b_c" is no architecture/],
  ['a [amd64]', /is no relation/],
  ['a <!nocheck>', /is no relation/],
  ['a (== 1)', /is no relation/],
  ['a (=> 1)', /is no relation/],
  ['a (= 1', /is no relation/],
  ['a (==1)', /"=1" is no version/],
  ['a (= )', /"" is no version: it does not start with a digit/],
  ['a (>= v1)', /"v1" is no version: it does not start with a digit/],
  ['a (= 1:2-3_4)', /"1:2-3_4" is no version: it may not contain "_"/],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: as it stands in a configuration
  ['${FOO}', /a variable that was not expanded/, /write the value itself/],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: as it stands in a configuration
  ['a (= ${VERSION})', /a variable that was not expanded/],
];

describe('relations', () => {
  test.each(goodRelations)('%j passes', (item) => {
    expect(problems({ relations: { depends: [item] } })).toEqual([]);
  });

  test.each(badRelations)('%j is refused', (item, message, hint = /.*/) => {
    const found = problems({ relations: { depends: ['fine', item] } });
    expect(found).toMatchObject([
      { code: 'relation_invalid', place: { file: 'nfpm.yaml', key: 'depends[1]' } },
    ]);
    expect(found[0]?.message).toMatch(message);
    expect(found[0]?.hint ?? '').toMatch(hint);
  });

  test.skipIf(!has('dpkg-deb')).each([...goodRelations, ...badRelations.map(([item]) => item)])(
    'dpkg is of the same mind about %j',
    (item) => {
      const plan = { relations: { depends: [item] } };
      const verdict = dpkgVerdict(plan);
      expect(problems(plan).length === 0, verdict).toBe(verdict === '');
    },
  );

  test('blank items say nothing and are left out', () => {
    expect(problems({ deb: { breaks: ['', ' '], predepends: [''] } })).toEqual([]);
  });

  test.each<[string, DebPlan]>([
    ['depends[0]', { relations: { depends: ['!'] } }],
    ['recommends[0]', { relations: { recommends: ['!'] } }],
    ['suggests[0]', { relations: { suggests: ['!'] } }],
    ['conflicts[0]', { relations: { conflicts: ['a | b'] } }],
    ['replaces[0]', { relations: { replaces: ['a | b'] } }],
    ['provides[0]', { relations: { provides: ['a | b'] } }],
    ['deb.breaks[0]', { deb: { breaks: ['a | b'] } }],
    ['deb.predepends[0]', { deb: { predepends: ['!'] } }],
    ['deb.fields.Enhances', { deb: { fields: { Enhances: 'a b' } } }],
    ['deb.fields.breaks', { deb: { fields: { breaks: 'a | b' } } }],
  ])('%s is looked at, and dpkg refuses it', (key, plan) => {
    expect(problems(plan)).toMatchObject([{ code: 'relation_invalid', place: { key } }]);
    if (has('dpkg-deb')) expect(dpkgVerdict(plan)).not.toBe('');
  });
});

describe('package name', () => {
  const good = ['a', 'lib++', '0ad', 'My_App.x'];
  const bad = ['', '-a', 'a b', 'a/b', 'é', 'a\nb'];

  test.each(good)('%j passes', (name) => expect(problems({ name })).toEqual([]));

  test.each(bad)('%j is refused', (name) => {
    expect(problems({ name })).toMatchObject([{ code: 'name_invalid', place: { key: 'name' } }]);
  });

  test.skipIf(!has('dpkg'))('dpkg is of the same mind', () => {
    const verdict = (name: string) => run('dpkg', ['--validate-pkgname', name]).status === 0;
    expect([...good, ...bad].filter(verdict)).toEqual(good);
  });
});

describe('fields', () => {
  const good: DebPlan[] = [
    { deb: { fields: { 'Multi-Arch': 'foreign', Essential: 'no', Source: 'other (1.0)' } } },
    { deb: { fields: { Section: 'net' } }, section: '' },
    { deb: { fields: { 'X-Lines': 'one\ntwo\n\nfour' } } },
    { deb: { fields: { Enhances: 'a | b' } } },
    { deb: { fields: { 'X-Empty': '', Package: '' } } },
    { maintainer: ' padded <p@dial.example>\n' },
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as it stands in a configuration
    { section: '${FMT}', priority: '${FMT}' },
  ];
  const bad: [DebPlan, string, string, RegExp][] = [
    [{ maintainer: 'a\nb' }, 'format_limit', 'maintainer', /^Maintainer: "a\\nb" does not fit/],
    [{ homepage: 'a\n\nb' }, 'format_limit', 'homepage', /Homepage/],
    [{ section: 'a\nb: c' }, 'format_limit', 'section', /Section/],
    [{ priority: 'a\nb' }, 'format_limit', 'priority', /Priority/],
    [{ deb: { archVariant: 'a\nb' } }, 'format_limit', 'deb.arch_variant', /Architecture-Variant/],
    [{ deb: { fields: { Package: 'x' } } }, 'name_invalid', 'deb.fields.Package', /already/],
    [{ deb: { fields: { homePAGE: 'x' } } }, 'name_invalid', 'deb.fields.homePAGE', /as Homepage/],
    [{ deb: { fields: { Bugs: 'x', bugs: 'y' } } }, 'name_invalid', 'deb.fields.bugs', /as Bugs/],
    [{ deb: { fields: { Status: 'x' } } }, 'name_invalid', 'deb.fields.Status', /no field Status/],
    [{ deb: { fields: { '-X': 'x' } } }, 'name_invalid', 'deb.fields.-X', /"-X" is no name/],
    [{ deb: { fields: { 'A B': 'x' } } }, 'name_invalid', 'deb.fields.A B', /"A B" is no name/],
    [{ deb: { fields: { 'A:B': 'x' } } }, 'name_invalid', 'deb.fields.A:B', /"A:B" is no name/],
    [{ deb: { fields: { 'A\nB': 'x' } } }, 'name_invalid', 'deb.fields.A\nB', /"A\\nB" is no/],
    [{ deb: { fields: { '#A': 'x' } } }, 'name_invalid', 'deb.fields.#A', /"#A" is no name/],
    [{ deb: { fields: { Ä: 'x' } } }, 'name_invalid', 'deb.fields.Ä', /"Ä" is no name/],
    [{ deb: { fields: { Essential: 'maybe' } } }, 'format_limit', 'deb.fields.Essential', /maybe/],
    [{ deb: { fields: { 'Multi-Arch': 'x' } } }, 'format_limit', 'deb.fields.Multi-Arch', /"x"/],
    [{ description: 'a\0b' }, 'format_limit', 'description', /Description/],
  ];
  /** deb822(5) forbids them; dpkg takes them for something else, and loses them or worse. */
  const dpkgSilent = /"A:B"|"#A"|"Ä"|Description|"A\\nB"|homepage|Section|Homepage/;

  test.each(good)('%o passes', (plan) => expect(problems(plan)).toEqual([]));

  test.each(bad)('%o is refused', (plan, code, key, message) => {
    const found = problems(plan);
    expect(found).toMatchObject([{ code, place: { key } }]);
    expect(found[0]?.message).toMatch(message);
  });

  test.skipIf(!has('dpkg-deb'))('dpkg is of the same mind', () => {
    for (const plan of good) expect(dpkgVerdict(plan)).toBe('');
    for (const [plan, , , message] of bad) {
      if (dpkgSilent.test(problems(plan)[0]?.message ?? '')) continue;
      expect(dpkgVerdict(plan), String(message)).not.toBe('');
    }
  });
});

describe('triggers', () => {
  const named = (name: string) => ({
    deb: { triggers: [{ directive: 'interest-noawait', names: ['/fine', name] }] },
  });

  test.each(['/usr/share/x', 'ldconfig', 'a-b.c'])('%j passes', (name) => {
    expect(problems(named(name))).toEqual([]);
  });

  test.each(['', 'a b', 'a\nb', 'é'])('%j is refused', (name) => {
    expect(problems(named(name))).toMatchObject([
      { code: 'name_invalid', place: { key: 'deb.triggers.interest_noawait[1]' } },
    ]);
  });
});

describe('changelog', () => {
  const entry: ChangelogEntry = {
    version: '1.0',
    time: 0,
    packager: '',
    notes: [],
    urgency: '',
    distributions: [],
  };

  test.each<[Partial<ChangelogEntry>, RegExp]>([
    [{ version: '' }, /version ""/],
    [{ version: '1 (2)' }, /version "1 \(2\)"/],
    [{ distributions: ['a;b'] }, /distribution "a;b"/],
    [{ urgency: 'very high' }, /urgency "very high"/],
    [{ urgency: 'a,b', version: '' }, /version "" and urgency "a,b"/],
  ])('%o is refused', (change, message) => {
    const found = problems({ changelog: [{ ...entry, ...change }] });
    expect(found).toMatchObject([{ code: 'format_limit', place: { key: 'changelog' } }]);
    expect(found[0]?.message).toMatch(message);
  });

  test('what it leaves out is no fault', () => {
    expect(problems({ changelog: [entry] })).toEqual([]);
  });
});

describe('entries', () => {
  const planned = (path: string, change = {}) => {
    const { body: _, ...rest } = file(path, '', change);
    const body = { kind: 'memory', name: path, bytes: new Uint8Array() } as const;
    return { ...rest, body };
  };
  const long = (length: number) => `/etc/${'x'.repeat(length - 5)}`;

  test.each([
    planned('/etc/a b'),
    planned('/etc/ends with a blank '),
    planned(long(5000)),
    planned(long(996), { role: 'config' }),
    planned('/etc/a', { owner: 'x'.repeat(31), group: 'x'.repeat(31) }),
    { ...dir('/a\nb'), type: 'ghost' as const },
  ])('$path passes', (entry) => {
    expect(deb.check(debPackage(), [entry])).toEqual([]);
  });

  test.each([
    [planned('/etc/a\nb'), 'content_path', /line by line/],
    [dir('/etc/a\nb'), 'content_path', /line by line/],
    [symlink('/etc/a\nb', 'x'), 'content_path', /line by line/],
    [planned(long(997), { role: 'config' }), 'content_path', /has 997 bytes, dpkg takes 996/],
    [planned('/etc/blank ', { role: 'config' }), 'content_path', /cuts blanks off the end/],
    [planned('/a', { owner: 'x'.repeat(32) }), 'format_limit', /owner "x+" has 32 bytes/],
    [dir('/a', { group: 'ü'.repeat(16) }), 'format_limit', /group "ü+" has 32 bytes/],
  ] as const)('%o is refused', (entry, code, message) => {
    const found = deb.check(debPackage(), [entry]);
    expect(found).toMatchObject([{ code, place: entry.place }]);
    expect(found[0]?.message).toMatch(message);
  });

  test('everything wrong is reported at once', () => {
    const pkg = debPackage({ name: '-', arch: 'x', maintainer: 'a\nb' });
    expect(deb.check(pkg, [planned('/a\nb'), planned('/c\nd')]).map(({ code }) => code)).toEqual([
      'name_invalid',
      'arch_unknown',
      'format_limit',
      'content_path',
      'content_path',
    ]);
  });
});
