// Changelog files as chglog writes them, https://github.com/goreleaser/chglog: a list of releases.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type ErrorProblem, JacoPkgError, reasonOf } from '../errors.ts';
import type { ChangelogEntry } from '../model/package.ts';
import type { Place } from '../model/problem.ts';
import { validated } from './issues.ts';
import { list, looseSection, requiredText, text, texts, time } from './leaves.ts';
import { decode } from './source.ts';
import { valuesOf } from './tree.ts';
import { parseYaml } from './yaml.ts';

/** Keys that only chglog itself uses, such as commits and authors, are let be, as chglog does. */
const schema = list(
  looseSection({
    semver: requiredText('Version'),
    date: time('Time of the release'),
    packager: requiredText('Who made it'),
    changes: list(looseSection({ note: text('What changed').optional() })).optional(),
    deb: looseSection({
      urgency: text('').optional(),
      distributions: texts('').optional(),
    }).optional(),
  }),
);

/**
 * Reads a changelog, in the order of the file.
 * @param file as the user wrote it
 * @param place the `changelog` key
 * @throws JacoPkgError with the code `changelog_invalid`
 */
export function readChangelog(file: string, cwd: string, place: Place): ChangelogEntry[] {
  try {
    return parseChangelog(decode(load(file, cwd, place), file), file);
  } catch (error) {
    if (!(error instanceof JacoPkgError)) throw error;
    const [first, ...rest] = error.problems.map(recoded);
    throw first ? new JacoPkgError([first, ...rest], { cause: error }) : error;
  }
}

function recoded(problem: ErrorProblem): ErrorProblem {
  return { ...problem, code: 'changelog_invalid' };
}

function load(file: string, cwd: string, place: Place): Uint8Array {
  try {
    return readFileSync(resolve(cwd, file));
  } catch (cause) {
    const message = `cannot read the changelog ${file}: ${reasonOf(cause)}`;
    throw new JacoPkgError({ code: 'changelog_invalid', message, place }, { cause });
  }
}

function parseChangelog(content: string, file: string): ChangelogEntry[] {
  const { root, places } = parseYaml(content, file);
  const values = root ? valuesOf(root) : [];
  return validated(schema, values, places, 'a changelog').map(entryOf);
}

/**
 * `unstable` is where a Debian upload usually goes, `low` the urgency chglog assumes; without
 * them dpkg-parsechangelog(1) refuses the entry.
 */
function entryOf({
  semver,
  date,
  packager,
  changes = [],
  deb = {},
}: (typeof schema)['output'][number]) {
  const distributions = (deb.distributions ?? []).filter((name) => name !== '');
  return {
    version: semver,
    time: date,
    packager,
    notes: changes.map(({ note = '' }) => note).filter((note) => note !== ''),
    urgency: deb.urgency || 'low',
    distributions: distributions.length > 0 ? distributions : ['unstable'],
  };
}
