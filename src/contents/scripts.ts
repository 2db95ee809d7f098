import { readFileSync, statSync } from 'node:fs';
import { type ErrorProblem, JacoPkgError, reasonOf, systemCode, type Warning } from '../errors.ts';
import { SCRIPT_NAMES, type Script, type ScriptName, type Scripts } from '../model/package.ts';
import type { Recipe, ScriptRef } from '../model/recipe.ts';
import { pathOn } from './disk.ts';
import { gather } from './gather.ts';
import { hintForMissing } from './hints.ts';

/** In bytes. Scripts are held in memory; the longest known are a thousandth of this. */
const LARGEST = 16 * 1024 * 1024;

export interface LoadedScripts {
  readonly scripts: Scripts;
  /** Newest modification time among them, in milliseconds; absent when none is on disk. */
  readonly newestMs?: number;
  readonly problems: readonly ErrorProblem[];
  readonly warnings: readonly Warning[];
}

/**
 * Reads the scripts of a recipe, byte for byte.
 * @param finish makes the script of the package of each; of those too that nobody wrote
 */
export function loadScripts(
  refs: Recipe['scripts'],
  cwd: string,
  finish: (name: ScriptName, script: Script | undefined) => Script | undefined,
): LoadedScripts {
  const { results, problems } = gather(SCRIPT_NAMES, (name) => {
    const ref = refs[name];
    const { script, mtimeMs } = ref ? load(name, ref, cwd) : {};
    return { name, script: finish(name, script), mtimeMs };
  });
  const scripts: Partial<Record<ScriptName, Script>> = {};
  for (const { name, script } of results) if (script) scripts[name] = script;
  const times = results.flatMap(({ mtimeMs }) => mtimeMs ?? []);
  const warnings = results.flatMap(({ name, script }) =>
    script ? lineEndWarnings(name, script) : [],
  );
  return {
    scripts,
    problems,
    warnings,
    ...(times.length > 0 ? { newestMs: Math.max(...times) } : {}),
  };
}

/** Told, and kept as it is: nobody but the author knows whether a line means its carriage return. */
function lineEndWarnings(name: ScriptName, { bytes, place }: Script): Warning[] {
  if (!Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes('\r\n')) return [];
  return [
    {
      code: 'script_crlf',
      message: `the ${name} script has line ends as on Windows, and the shell takes them for parts of commands`,
      place,
      hint: 'save it with line ends as on Unix',
    },
  ];
}

function load(
  name: ScriptName,
  ref: ScriptRef,
  cwd: string,
): { readonly script: Script; readonly mtimeMs?: number } {
  const { src, data, place } = ref;
  if (data) return { script: { name: src || name, bytes: data, place } };
  const path = pathOn(cwd, src);
  try {
    const stats = statSync(path);
    if (!stats.isFile()) throw unreadable(name, ref, 'is not a file');
    if (stats.size > LARGEST) throw unreadable(name, ref, `is larger than ${LARGEST} bytes`);
    return { script: { name: src, bytes: readFileSync(path), place }, mtimeMs: stats.mtimeMs };
  } catch (cause) {
    if (cause instanceof JacoPkgError) throw cause;
    if (systemCode(cause) !== 'ENOENT') {
      throw unreadable(name, ref, `cannot be read: ${reasonOf(cause)}`, { cause });
    }
    throw unreadable(name, ref, 'does not exist', { cause, hint: hintForMissing(cwd, src) });
  }
}

function unreadable(
  name: ScriptName,
  { src, place }: ScriptRef,
  why: string,
  { cause, hint }: { readonly cause?: unknown; readonly hint?: string } = {},
): JacoPkgError {
  const message = `the ${name} script ${src} ${why}`;
  return new JacoPkgError(
    { code: 'script_unreadable', message, place, ...(hint ? { hint } : {}) },
    { cause },
  );
}
