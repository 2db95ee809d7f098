import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeBig, makeJ, makeRelease } from './programs.ts';
import { makeElectron, makeEmpty, makeSmallFiles } from './trees.ts';

const MAKERS = {
  j: makeJ,
  release: makeRelease,
  big: makeBig,
  'small-files': makeSmallFiles,
  electron: makeElectron,
  empty: makeEmpty,
} as const;

export type InputName = keyof typeof MAKERS;

/** Inputs have code of the running Node in them, so each version has its own. */
export function inputFolder(home: string, name: InputName): string {
  return join(home, `inputs-${process.version}`, name);
}

/** Makes an input that is not there yet; one that was interrupted is made anew. */
export function makeInput(home: string, name: InputName): void {
  const folder = inputFolder(home, name);
  if (existsSync(folder)) return;
  const part = `${folder}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true });
  MAKERS[name](part);
  renameSync(part, folder);
}
