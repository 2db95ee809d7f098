import type { PlannedEntry } from '../../model/entry.ts';
import type { FormatErrorCode } from '../../model/format.ts';
import type { Package, Script } from '../../model/package.ts';
import type { Place, Problem } from '../../model/problem.ts';
import { changelogText } from '../changelog.ts';
import { check as checkBinary } from '../limits.ts';
import { readRelations } from '../relations.ts';
import { unspeakable } from './escape.ts';
import { ambiguous } from './paths.ts';
import { scriptlets } from './scriptlets.ts';

type Found = Problem<FormatErrorCode>;

/** Seconds at the start of 1990, before which rpmbuild knows no changes. */
const CHANGELOG_START = 631_152_000;
/** rpmbuild reads scripts in pieces: BUFSIZ of the GNU C library, and its NUL. */
const SCRIPT_LINE = 8191;
/** What ends a name in %attr. */
const OWNER = /^(?!-$)[^\s,()]+$/;
const LANGUAGE = /^(?:C|[^\s,()]{2,31})$/;

/** Every reason why rpmbuild could not make the package again, and those of a binary one. */
export function check(pkg: Package, entries: readonly PlannedEntry[] = []): Found[] {
  return [
    ...checkBinary(pkg, entries),
    ...checkTexts(pkg),
    ...checkRelations(pkg),
    ...checkTriggerPaths(pkg),
    ...scriptlets(pkg).flatMap(({ script }) => checkScript(script)),
    ...entries.flatMap(checkEntry),
    ...checkAmbiguous(entries),
  ];
}

function checkTexts(pkg: Package): Found[] {
  const texts = [
    { key: 'description', text: pkg.description },
    ...pkg.changelog.map((entry) => ({ key: 'changelog', text: changelogText(entry) })),
  ];
  const found = texts.flatMap(({ key, text }): Found[] => {
    const line = unspeakable(text);
    if (line === undefined) return [];
    const message = `a spec file cannot have the line ${quoted(line)} of the ${key}`;
    const hint = 'rpmbuild takes it for a comment, a condition or a section: begin it otherwise';
    return [{ code: 'format_limit', message, place: pkg.locate(key), hint }];
  });
  const old = pkg.changelog.filter(({ time }) => time < CHANGELOG_START);
  const dates = old.map(
    ({ version }): Found => ({
      code: 'format_limit',
      message: `the change ${quoted(version)} is from before 1990, which rpmbuild does not take`,
      place: pkg.locate('changelog'),
    }),
  );
  const prefixes = pkg.rpm.prefixes.flatMap((prefix, i): Found[] => {
    if (!/\s/.test(prefix)) return [];
    const message = `a spec file cannot have the prefix ${quoted(prefix)}, which has a blank`;
    return [{ code: 'content_path', message, place: pkg.locate(`rpm.prefixes[${i}]`) }];
  });
  const homepage: Found[] = /\S\s+\S/.test(pkg.homepage)
    ? [
        {
          code: 'format_limit',
          message: `a spec file cannot have the homepage ${quoted(pkg.homepage)}, which has a blank`,
          place: pkg.locate('homepage'),
          hint: 'write %20 for it',
        },
      ]
    : [];
  return [...found, ...dates, ...prefixes, ...homepage];
}

function checkTriggerPaths({ rpm, locate }: Package): Found[] {
  return rpm.fileTriggers.flatMap(({ paths }, i) =>
    paths.flatMap((path, j): Found[] => {
      if (!/[\s,]/.test(path)) return [];
      const message = `a spec file cannot have the path ${quoted(path)} of a trigger: it has a blank or a comma`;
      return [
        { code: 'content_path', message, place: locate(`rpm.file_triggers[${i}].paths[${j}]`) },
      ];
    }),
  );
}

/** In a spec file commas separate dependencies, for rpm 4.18 in parentheses as well. */
function checkRelations(pkg: Package): Found[] {
  const all = Object.values(readRelations(pkg).relations).flat();
  return all
    .filter(({ name }) => name.includes(','))
    .map(({ name }) => ({
      code: 'relation_invalid',
      message: `a spec file cannot have the dependency ${quoted(name)}, which has a comma`,
      place: pkg.locate('depends'),
    }));
}

function checkScript({ name, bytes, place }: Script): Found[] {
  const lines = Buffer.from(bytes).toString('latin1').split('\n');
  // A percent sign is doubled, and a pair must not be torn apart.
  const long = lines.find((line) => line.includes('%') && line.length * 2 > SCRIPT_LINE);
  if (long === undefined) return [];
  return [
    {
      code: 'format_limit',
      message: `${name} has a percent sign in a line of ${long.length} bytes; rpmbuild reads ${SCRIPT_LINE} at a time`,
      place,
      hint: 'break the line',
    },
  ];
}

function checkEntry(entry: PlannedEntry): Found[] {
  const { path, owner, group, place } = entry;
  const found: Found[] = [];
  const add = (message: string) => found.push({ code: 'content_path', message, place });
  // validFilename of rpm's build/files.cc.
  if ([...path].some((char) => char < ' ' || char === '\x7f')) {
    add(`rpmbuild takes no control character: ${quoted(path)}`);
  }
  for (const name of [owner, group]) {
    if (!OWNER.test(name)) add(`a spec file cannot have the owner or group ${quoted(name)}`);
  }
  if (entry.type === 'file' && entry.lang !== '' && !LANGUAGE.test(entry.lang)) {
    add(`rpmbuild takes ${quoted(entry.lang)} for no language`);
  }
  return found;
}

function checkAmbiguous(entries: readonly PlannedEntry[]): Found[] {
  const places = new Map<string, Place>(entries.map(({ path, place }) => [path, place]));
  return ambiguous([...places.keys()]).map(([path, other]) => ({
    code: 'content_path',
    message: `a spec file cannot tell ${quoted(path)} from ${quoted(other)}`,
    place: places.get(path) ?? {},
    hint: 'rename one of them',
  }));
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
