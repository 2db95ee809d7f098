// What a deb can and cannot hold, for the checks and for dpkg to judge.
import type { DebPlan } from './make-deb.ts';

/** Relations that are fine in Depends. */
export const goodRelations = [
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

/** With what is said of them, and the hint. */
export const badRelations: [string, RegExp, RegExp?][] = [
  ['a >= 1', /"a >= 1" is no relation/, /write "a \(>= 1\)"/],
  ['a>=1', /"a>=1" is no package name/, /write "a \(>= 1\)"/],
  ['a < 2', /is no relation/, /write "a \(<< 2\)"/],
  ['a = 2', /is no relation/, /write "a \(= 2\)"/],
  ['a b', /"a b" is no relation/, /^write name, name \(>= 1.2\), or a \| b$/],
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

/** The key at fault, by field. */
export const badRelationFields: [string, DebPlan][] = [
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
];

export const goodNames = ['a', 'lib++', '0ad', 'My_App.x'];
export const badNames = ['', '-a', 'a b', 'a/b', 'é', 'a\nb'];

type BadField = [plan: DebPlan, code: string, key: string, message: RegExp];

export const goodFields: DebPlan[] = [
  { deb: { fields: { 'Multi-Arch': 'foreign', Essential: 'no', Source: 'other (1.0)' } } },
  { deb: { fields: { 'Multi-Arch': 'same' } } },
  { deb: { fields: { Section: 'net' } }, section: '' },
  { deb: { fields: { 'X-Lines': 'one\ntwo\n\nfour' } } },
  { deb: { fields: { Enhances: 'a | b' } } },
  { deb: { fields: { 'X-Empty': '', Package: '' } } },
  { maintainer: ' padded <p@dial.example>\n' },
  // biome-ignore lint/suspicious/noTemplateCurlyInString: as it stands in a configuration
  { section: '${FMT}', priority: '${FMT}' },
];
/** With the code, the key and the message. */
export const badFields: BadField[] = [
  [{ maintainer: 'a\nb' }, 'format_limit', 'maintainer', /^Maintainer: "a\\nb" does not fit/],
  [{ homepage: 'a\n\nb' }, 'format_limit', 'homepage', /Homepage/],
  [{ section: 'a\nb: c' }, 'format_limit', 'section', /Section/],
  [{ priority: 'a\nb' }, 'format_limit', 'priority', /Priority/],
  [{ deb: { archVariant: 'a\nb' } }, 'format_limit', 'deb.arch_variant', /Architecture-Variant/],
  [{ deb: { fields: { Package: 'x' } } }, 'name_invalid', 'deb.fields.Package', /already/],
  [{ deb: { fields: { homePAGE: 'x' } } }, 'name_invalid', 'deb.fields.homePAGE', /as Homepage/],
  [{ deb: { fields: { Bugs: 'x', bugs: 'y' } } }, 'name_invalid', 'deb.fields.bugs', /as Bugs/],
  [{ deb: { fields: { Status: 'x' } } }, 'name_invalid', 'deb.fields.Status', /no field Status/],
  [{ deb: { fields: { X: 'x' } } }, 'name_invalid', 'deb.fields.X', /"X" is no name/],
  [{ deb: { fields: { '-X': 'x' } } }, 'name_invalid', 'deb.fields.-X', /"-X" is no name/],
  [{ deb: { fields: { 'A B': 'x' } } }, 'name_invalid', 'deb.fields.A B', /"A B" is no name/],
  [{ deb: { fields: { 'A\nB': 'x' } } }, 'name_invalid', 'deb.fields.A\nB', /"A\\nB" is no/],
  [{ deb: { fields: { Essential: 'maybe' } } }, 'format_limit', 'deb.fields.Essential', /maybe/],
  [{ deb: { fields: { 'Multi-Arch': 'x' } } }, 'format_limit', 'deb.fields.Multi-Arch', /"x"/],
  [
    { arch: 'all', deb: { fields: { 'Multi-Arch': 'same' } } },
    'format_limit',
    'deb.fields.Multi-Arch',
    /Multi-Arch: same of a package for all architectures/,
  ],
];

/** deb822(5) forbids these; dpkg reads something else out of them, without a word. */
export const oddFields: BadField[] = [
  [{ deb: { fields: { 'AA:B': 'x' } } }, 'name_invalid', 'deb.fields.AA:B', /"AA:B" is no name/],
  [{ deb: { fields: { '#A': 'x' } } }, 'name_invalid', 'deb.fields.#A', /"#A" is no name/],
  [{ deb: { fields: { Ä: 'x' } } }, 'name_invalid', 'deb.fields.Ä', /"Ä" is no name/],
  [{ description: 'a\0b' }, 'format_limit', 'description', /Description/],
];
