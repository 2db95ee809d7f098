import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JacoPkgError } from '../../../src/errors.ts';
import { inspect } from '../../../src/inspect/index.ts';
import { DEB } from './deb.ts';
import type { Facts, Kind } from './facts.ts';
import { APK, ARCHLINUX, IPK, MSIX, TARBALL } from './others.ts';
import { RPM } from './rpm.ts';

export const KINDS: readonly Kind[] = [DEB, RPM, APK, ARCHLINUX, IPK, MSIX, TARBALL];

export interface Compared {
  readonly packages: number;
  /** Packages that neither reader takes. */
  readonly refused: number;
  /** `PATH: why`, of packages that the other one does not take. */
  readonly onlyOurs: readonly string[];
  /** How many facts were held against each other. */
  readonly facts: number;
  /** `PATH FACT: ours, theirs` */
  readonly differences: readonly string[];
}

/** Reads packages of a kind with both readers, and holds all facts against each other. */
export async function comparePackages(kind: Kind, paths: readonly string[]): Promise<Compared> {
  const differences: string[] = [];
  const onlyOurs: string[] = [];
  let facts = 0;
  let refused = 0;
  for (const path of paths) {
    const ours = await ourFacts(kind, path);
    const theirs = theirFacts(kind, path);
    if (typeof ours === 'string' && typeof theirs === 'string') refused += 1;
    else if (typeof ours === 'string') differences.push(`${path}: only we refuse it: ${ours}`);
    else if (typeof theirs === 'string') {
      onlyOurs.push(`${path}: only we take it; checks ${ours.get('checks') ?? 'right'}: ${theirs}`);
    } else {
      facts += new Set([...ours.keys(), ...theirs.keys()]).size;
      differences.push(...differencesOf(ours, theirs).map((line) => `${path}: ${line}`));
    }
  }
  return { packages: paths.length, refused, onlyOurs, facts, differences };
}

async function ourFacts(kind: Kind, path: string): Promise<Facts | string> {
  try {
    return kind.ours(await inspect(path));
  } catch (error) {
    if (error instanceof JacoPkgError) return error.message;
    throw error;
  }
}

function theirFacts(kind: Kind, path: string): Facts | string {
  const scratch = mkdtempSync(join(tmpdir(), 'jaco-pkg-compare-'));
  try {
    return kind.theirs(path, scratch);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function differencesOf(ours: Facts, theirs: Facts): string[] {
  return [...new Set([...ours.keys(), ...theirs.keys()])]
    .filter((key) => ours.get(key) !== theirs.get(key))
    .map((key) => `${key}: ours ${shown(ours.get(key))}, theirs ${shown(theirs.get(key))}`);
}

function shown(value: string | undefined): string {
  const text = JSON.stringify(value) ?? 'missing';
  return text.length > 300 ? `${text.slice(0, 300)}...` : text;
}
