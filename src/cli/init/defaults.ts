// What a folder says about the software in it.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import type { Io } from '../io.ts';
import type { Answer } from './answers.ts';
import { isSpdx } from './licence.ts';

export type Defaults = Readonly<Record<Answer, string>>;

/** Answers to offer; '' where nothing is known. */
export async function defaultsFor(cwd: string, env: Io['env']): Promise<Defaults> {
  const git = (...args: string[]) => gitPrints(args, { cwd, env });
  const [manifest, license, name, email, isCheckout] = await Promise.all([
    readManifest(cwd),
    readLicense(cwd),
    git('config', 'user.name'),
    git('config', 'user.email'),
    git('rev-parse', '--is-inside-work-tree'),
  ]);
  const said = (key: string) => {
    const value = manifest[key];
    return typeof value === 'string' ? value.trim() : '';
  };
  return {
    name: packageName(said('name') || basename(cwd)),
    version: isCheckout === 'true' ? 'git' : said('version') || '0.1.0',
    maintainer: name && email ? `${name} <${email}>` : '',
    description: said('description'),
    homepage: said('homepage'),
    // npm also has UNLICENSED there, and SEE LICENSE IN a file.
    license: (await isSpdx(said('license'))) ? said('license') : license,
    binaries: '',
  };
}

/** `@scope/My App` -> `my-app` */
function packageName(text: string): string {
  return text
    .replace(/^@[^/]*\//, '')
    .toLowerCase()
    .replace(/[^a-z0-9+.-]+/g, '-')
    .replace(/^[^a-z0-9]+|-+$/g, '');
}

async function readManifest(cwd: string): Promise<Record<string, unknown>> {
  try {
    const manifest: unknown = JSON.parse(await readFile(join(cwd, 'package.json'), 'utf8'));
    return manifest !== null && typeof manifest === 'object' ? { ...manifest } : {};
  } catch {
    // It is but a suggestion.
    return {};
  }
}

const LICENSE_FILES = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'COPYING'];

/** SPDX ids, by what the texts of the licences begin with. */
const LICENSES: readonly (readonly [id: string, opening: RegExp])[] = [
  ['MIT', /^\W*(the )?mit license|permission is hereby granted, free of charge/i],
  ['Apache-2.0', /apache license\s+version 2\.0/i],
  ['AGPL-3.0-only', /gnu affero general public license\s+version 3/i],
  ['LGPL-3.0-only', /gnu lesser general public license\s+version 3/i],
  ['LGPL-2.1-only', /gnu lesser general public license\s+version 2\.1/i],
  ['GPL-3.0-only', /gnu general public license\s+version 3/i],
  ['GPL-2.0-only', /gnu general public license\s+version 2/i],
  ['MPL-2.0', /mozilla public license,? version 2\.0/i],
  ['ISC', /^\W*isc license/i],
  ['BSD-3-Clause', /redistributions? of source[\s\S]*neither the name/i],
  ['BSD-2-Clause', /redistributions? of source/i],
];

async function readLicense(cwd: string): Promise<string> {
  for (const name of LICENSE_FILES) {
    const text = await readFile(join(cwd, name), 'utf8').catch(() => '');
    const found = LICENSES.find(([, opening]) => opening.test(text.slice(0, 2000)));
    if (found) return found[0];
  }
  return '';
}

/** What git prints; '' when there is none, or it fails. */
async function gitPrints(
  args: readonly string[],
  surroundings: { readonly cwd: string; readonly env: Io['env'] },
): Promise<string> {
  try {
    return (await promisify(execFile)('git', args, surroundings)).stdout.trim();
  } catch {
    return '';
  }
}
