// Triggers and file triggers, by rpm's docs/man/rpm-scriptlets.7 and build/parseScript.cc. A
// family has its scripts in one list, and in another, sorted by name, what sets them off, each
// with the place of its script in the first.
import type { FormatErrorCode } from '../model/format.ts';
import { compareUtf8 } from '../model/order.ts';
import type { Package, RpmFileTrigger, Script } from '../model/package.ts';
import type { Problem } from '../model/problem.ts';
import { type Fault, parseSimple, type Relation } from './relation.ts';
import { interpreter } from './scripts.ts';
import { SENSE } from './sense.ts';
import { rowsOf, type TagRow } from './tag-row.ts';

/** A trigger of any family. */
interface Trigger {
  /** In the configuration. */
  readonly key: string;
  readonly script: Script;
  readonly interpreter: string;
  /** Bit of the flags that says when it runs. */
  readonly sense: number;
  /** Of packages, or of the paths of files. */
  readonly conditions: readonly (Relation | Fault)[];
  readonly texts: readonly string[];
  /** Only of file triggers. */
  readonly priority?: number;
}

/** The tags of a family; SCRIPTS and the others carry its name in front. */
interface Family {
  readonly name: string;
  readonly tags: Readonly<
    Record<'scripts' | 'progs' | 'names' | 'versions' | 'flags' | 'index', number>
  >;
  readonly priorities?: number;
  triggers(pkg: Package): Trigger[];
}

const WHEN = {
  prein: SENSE.triggerprein,
  in: SENSE.triggerin,
  un: SENSE.triggerun,
  postun: SENSE.triggerpostun,
} as const;

const FAMILIES: readonly Family[] = [
  {
    name: 'TRIGGER',
    tags: { scripts: 1065, progs: 1092, names: 1066, versions: 1067, flags: 1068, index: 1069 },
    triggers: ({ rpm }) =>
      rpm.triggers.map(({ when, on, script, interpreter }, i) => ({
        key: `rpm.triggers[${i}]`,
        script,
        interpreter,
        sense: WHEN[when],
        texts: on,
        conditions: on.map((text) => packageCondition(text.trim())),
      })),
  },
  {
    name: 'FILETRIGGER',
    tags: { scripts: 5066, progs: 5067, names: 5069, versions: 5071, flags: 5072, index: 5070 },
    priorities: 5084,
    triggers: (pkg) => fileTriggers(pkg, 'package'),
  },
  {
    name: 'TRANSFILETRIGGER',
    tags: { scripts: 5076, progs: 5077, names: 5079, versions: 5081, flags: 5082, index: 5080 },
    priorities: 5085,
    triggers: (pkg) => fileTriggers(pkg, 'transaction'),
  },
];

/** What a row needs to know. */
interface Facts {
  readonly pkg: Package;
}

const { int32, strings } = rowsOf<Facts>();

export const TRIGGER_TAGS: readonly TagRow<Facts>[] = FAMILIES.flatMap((family) => {
  const { name, tags, priorities } = family;
  const scripts =
    <T>(get: (trigger: Trigger) => T) =>
    ({ pkg }: Facts) =>
      family.triggers(pkg).map(get);
  const conditions =
    <T>(get: (condition: Condition) => T) =>
    ({ pkg }: Facts) =>
      conditionsOf(family.triggers(pkg)).map(get);
  const rows = [
    strings(tags.scripts, `${name}SCRIPTS`, scripts(bodyOf)),
    strings(tags.progs, `${name}SCRIPTPROG`, scripts(programOf)),
    strings(
      tags.names,
      `${name}NAME`,
      conditions((one) => one.name),
    ),
    strings(
      tags.versions,
      `${name}VERSION`,
      conditions((one) => one.version),
    ),
    int32(
      tags.flags,
      `${name}FLAGS`,
      conditions((one) => one.flags),
    ),
    int32(
      tags.index,
      `${name}INDEX`,
      conditions((one) => one.index),
    ),
  ];
  if (priorities === undefined) return rows;
  const priority = scripts((trigger) => trigger.priority ?? 0);
  return [...rows, int32(priorities, `${name}PRIORITIES`, priority)];
});

/** Programs that run triggers, which the package needs at any time. */
export function triggerPrograms(pkg: Package): string[] {
  return FAMILIES.flatMap(({ triggers }) => triggers(pkg).map(programOf));
}

/** Why rpm would refuse a trigger. */
export function checkTriggers(pkg: Package): Problem<FormatErrorCode>[] {
  const all = FAMILIES.flatMap(({ triggers }) => triggers(pkg));
  return all.flatMap((trigger) => [...checkScript(trigger, pkg), ...checkConditions(trigger, pkg)]);
}

interface Condition {
  readonly name: string;
  readonly version: string;
  readonly flags: number;
  /** Place of its script. */
  readonly index: number;
}

/** In the order of rpmbuild: by name, version and flags. */
function conditionsOf(triggers: readonly Trigger[]): Condition[] {
  const conditions = triggers.flatMap(({ conditions, sense }, index) =>
    conditions.flatMap((one) =>
      'fault' in one
        ? []
        : { name: one.name, version: one.version, flags: one.flags | sense, index },
    ),
  );
  return conditions.sort(
    (a, b) => compareUtf8(a.name, b.name) || compareUtf8(a.version, b.version) || a.flags - b.flags,
  );
}

function fileTriggers({ rpm }: Package, scope: RpmFileTrigger['scope']): Trigger[] {
  return rpm.fileTriggers.flatMap((trigger, i) => {
    if (trigger.scope !== scope) return [];
    const { when, paths, priority, script, interpreter } = trigger;
    const key = `rpm.file_triggers[${i}]`;
    const conditions = paths.map(pathCondition);
    const sense = WHEN[when];
    return { key, script, interpreter, sense, texts: paths, conditions, priority };
  });
}

function packageCondition(text: string): Relation | Fault {
  if (text.startsWith('(')) return { fault: 'is a rich dependency; rpm allows none here' };
  return parseSimple(text);
}

function pathCondition(path: string): Relation | Fault {
  if (path.startsWith('/')) return { name: path, flags: 0, version: '', inner: [] };
  return { fault: 'is no absolute path' };
}

function bodyOf({ script }: Trigger): string {
  return new TextDecoder().decode(script.bytes);
}

/** rpm gives a trigger's program no arguments. */
function programOf({ script, interpreter: asked }: Trigger): string {
  return interpreter(script, asked)[0];
}

function checkScript({ key, script, interpreter: asked }: Trigger, pkg: Package) {
  const found: Problem<FormatErrorCode>[] = [];
  const add = (message: string, part: string, hint: string) =>
    found.push({ code: 'format_limit', message, place: pkg.locate(`${key}.${part}`), hint });
  if (interpreter(script, asked).length > 1) {
    const part = asked === '' ? 'script' : 'interpreter';
    const hint = 'set options in the script, as with `set -e`';
    add(`rpm gives the program of a trigger no arguments: ${script.name}`, part, hint);
  }
  if (!isText(script.bytes)) {
    add(`the trigger script ${script.name} is not UTF-8 text`, 'script', 'save it as UTF-8');
  }
  return found;
}

function checkConditions({ key, conditions, texts }: Trigger, pkg: Package) {
  return conditions.flatMap((one, i) => {
    if (!('fault' in one)) return [];
    const list = key.startsWith('rpm.file') ? 'paths' : 'packages';
    return {
      code: 'relation_invalid' as const,
      message: `the trigger condition ${JSON.stringify(texts[i])} ${one.fault}`,
      place: pkg.locate(`${key}.${list}[${i}]`),
      ...(one.hint ? { hint: one.hint } : {}),
    };
  });
}

function isText(bytes: Uint8Array): boolean {
  try {
    return !new TextDecoder('utf-8', { fatal: true }).decode(bytes).includes('\0');
  } catch {
    return false;
  }
}
