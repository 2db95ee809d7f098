import type { PackageScript } from '../model.ts';
import type { RpmHeader } from './header.ts';
import { dependencies } from './relations.ts';

/** Scriptlets: what they are, rpm's name, tags of the text and of the interpreter. */
const SCRIPTS: readonly (readonly [string, string, number, number])[] = [
  ['pretrans', '%pretrans', 1151, 1153],
  ['preinstall', '%pre', 1023, 1085],
  ['postinstall', '%post', 1024, 1086],
  ['preremove', '%preun', 1025, 1087],
  ['postremove', '%postun', 1026, 1088],
  ['posttrans', '%posttrans', 1152, 1154],
  ['preuntrans', '%preuntrans', 5103, 5105],
  ['postuntrans', '%postuntrans', 5104, 5106],
  ['verify', '%verifyscript', 1079, 1091],
];

/** Tags of the three kinds of triggers. */
const TRIGGERS = [
  {
    name: '%trigger',
    scripts: 1065,
    progs: 1092,
    names: 1066,
    versions: 1067,
    flags: 1068,
    index: 1069,
  },
  {
    name: '%filetrigger',
    scripts: 5066,
    progs: 5067,
    names: 5069,
    versions: 5071,
    flags: 5072,
    index: 5070,
  },
  {
    name: '%transfiletrigger',
    scripts: 5076,
    progs: 5077,
    names: 5079,
    versions: 5081,
    flags: 5082,
    index: 5080,
  },
] as const;

/** When a trigger runs: rpmsenseFlags of rpm's include/rpm/rpmds.h. */
const WHEN: readonly (readonly [number, string])[] = [
  [1 << 25, 'prein'],
  [1 << 16, 'in'],
  [1 << 17, 'un'],
  [1 << 18, 'postun'],
];

export function rpmScripts(header: RpmHeader): PackageScript[] {
  const scripts = SCRIPTS.flatMap(([kind, name, textTag, progTag]) => {
    // A scriptlet may be an interpreter alone, such as `-p /sbin/ldconfig`.
    if (!header.has(textTag) && !header.has(progTag)) return [];
    const interpreter = header.texts(progTag).join(' ');
    return [{ kind, name, interpreter, text: header.text(textTag) }];
  });
  return [...scripts, ...TRIGGERS.flatMap((tags) => triggersOf(header, tags))];
}

function triggersOf(header: RpmHeader, tags: (typeof TRIGGERS)[number]): PackageScript[] {
  const texts = header.texts(tags.scripts);
  const programs = header.texts(tags.progs);
  const conditions = dependencies(header, tags.names, tags.versions, tags.flags);
  const flags = header.numbers(tags.flags);
  const index = header.numbers(tags.index);
  const byScript = texts.map(() => ({ when: '', conditions: [] as string[] }));
  index.forEach((script, i) => {
    const of = byScript[script];
    if (!of) return;
    of.when ||= WHEN.find(([bit]) => (flags[i] ?? 0) & bit)?.[1] ?? '';
    of.conditions.push(conditions[i] ?? '');
  });
  return texts.map((text, i) => {
    const { when = '', conditions = [] } = byScript[i] ?? {};
    const name = `${tags.name}${when} -- ${conditions.join(', ')}`;
    return { kind: 'trigger', name, interpreter: programs[i] ?? '', text };
  });
}
