import { createReadStream } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type ErrorProblem, JacoPkgError, reasonOf, throwIfAny } from '../../errors.ts';
import type { SecretKey } from '../../minisign/index.ts';
import type { Stored } from '../../model/segment.ts';
import { OutputSet } from '../../output/index.ts';
import { assertSigner } from '../keys/signer.ts';
import { finishRelease } from './finish.ts';
import { prepareFolder } from './folder.ts';
import { documentsFor, namesOf } from './lists.ts';
import { builtFiles, type Manifest, namesIn } from './manifest.ts';
import { joinParts, type Part, problem, readPart } from './parts.ts';
import { DEFAULT_TARGET } from './plan.ts';
import type { ReleaseResult } from './release.ts';

export interface MergeOptions {
  /** Folder for the release, `dist/release` by default; it is made when it is not there. */
  readonly target?: string;
  /** Signs SHA256SUMS; without it the release is not signed. */
  readonly key?: SecretKey;
  /** Remove the files of an earlier release from the target. */
  readonly clean?: boolean;
  /** What relative paths are relative to; `process.cwd()` by default. */
  readonly cwd?: string;
  readonly signal?: AbortSignal;
}

/**
 * Makes one release of parts that were made with `only`: the same bytes as in a single run. All of
 * it, or on any error nothing.
 * @param folders of the parts, in any order
 * @throws JacoPkgError `release_shards` for parts of different releases, files that differ, are
 *   damaged or missing
 */
export async function mergeRelease(
  folders: readonly string[],
  options: MergeOptions = {},
): Promise<ReleaseResult> {
  const cwd = resolve(options.cwd ?? '.');
  const target = resolve(cwd, options.target ?? DEFAULT_TARGET);
  const { manifest, places } = joinParts(await readParts(folders, cwd, target));
  if (options.key) {
    await assertSigner(options.key.publicKey, manifest.product.version, (name) => {
      const part = places.get(name);
      return part && join(part.path, name);
    });
  }
  const folder = await prepareFolder(target, namesAfter(manifest, options), options.clean ?? false);
  const output = new OutputSet(options.signal);
  try {
    await copyAll(manifest, places, target, output);
    await finishRelease(manifest, target, output, options.key);
    const written = await output.commit();
    await folder.tidy();
    return {
      product: manifest.product,
      isWhole: true,
      ...(options.key && { keyId: options.key.publicKey.keyId }),
      files: written.map((file) => ({ name: basename(file.path), ...file })),
      warnings: [],
    };
  } finally {
    await output.discard();
    await folder.abandon();
  }
}

async function readParts(folders: readonly string[], cwd: string, target: string): Promise<Part[]> {
  const parts: Part[] = [];
  const problems: ErrorProblem[] = [];
  for (const folder of folders) {
    try {
      parts.push(await readPart(folder, resolve(cwd, folder)));
    } catch (error) {
      if (!(error instanceof JacoPkgError)) throw error;
      problems.push(...error.problems);
    }
  }
  throwIfAny(problems);
  const clash = parts.find(({ path }) => path === target);
  if (!clash) return parts;
  const message = `the target is ${clash.folder}, a part of the release`;
  throw new JacoPkgError({ code: 'usage', message, hint: 'choose another target' });
}

function namesAfter(manifest: Manifest, { key }: MergeOptions): ReadonlySet<string> {
  const documents = namesOf(documentsFor(manifest.product), key !== undefined);
  return new Set([...namesIn(manifest), ...documents]);
}

/** Copies every file, and holds it to what its part said of it. */
async function copyAll(
  manifest: Manifest,
  places: ReadonlyMap<string, Part>,
  target: string,
  output: OutputSet,
): Promise<void> {
  const problems: ErrorProblem[] = [];
  for (const { name, size, sha256 } of builtFiles(manifest)) {
    const { folder = '', path = '' } = places.get(name) ?? {};
    const called = join(folder, name);
    try {
      const segment = fileAt(join(path, name), called, size);
      const copy = await output.stage(join(target, name), [segment]);
      if (copy.sha256 !== sha256) {
        const message = `${called} is not what was built: its SHA-256 is ${copy.sha256}, not ${sha256}`;
        problems.push(problem(message, 'fetch the part again, or make it again'));
      }
    } catch (error) {
      if (!(error instanceof JacoPkgError) || error.code !== 'release_shards') throw error;
      problems.push(...error.problems);
    }
  }
  throwIfAny(problems);
}

function fileAt(path: string, called: string, size: number): Stored {
  return {
    size,
    async *chunks() {
      try {
        yield* createReadStream(path, { highWaterMark: 2 ** 20 });
      } catch (cause) {
        throw new JacoPkgError(problem(`${called} cannot be read: ${reasonOf(cause)}`), {
          cause,
        });
      }
    },
  };
}
