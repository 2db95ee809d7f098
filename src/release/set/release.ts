import { createHash } from 'node:crypto';
import { basename, join, resolve } from 'node:path';
import type { Warning } from '../../errors.ts';
import { assertStoreOptions } from '../../ingest/store.ts';
import type { SecretKey } from '../../minisign/index.ts';
import type { Input } from '../../model/entry.ts';
import { chunksOf, composite, type Source } from '../../model/segment.ts';
import type { OutputSet, Written } from '../../output/index.ts';
import type { Assembled } from '../../pipeline.ts';
import { openRun, type RunOptions } from '../../run.ts';
import { assertSigner } from '../keys/signer.ts';
import { finishPart, finishRelease } from './finish.ts';
import { prepareFolder } from './folder.ts';
import { namesOf } from './lists.ts';
import { type Manifest, manifestOf, type ReleasedArtifact, type ReleasedFile } from './manifest.ts';
import {
  type PlannedArtifact,
  planRelease,
  type ReleasePlan,
  type ReleasePlanOptions,
} from './plan.ts';
import { DIGESTS, recordArtifact, recordFile } from './record.ts';

export interface ReleaseOptions extends ReleasePlanOptions, RunOptions {
  /** Signs SHA256SUMS; without it the release is not signed. A part of a release never is. */
  readonly key?: SecretKey;
  /** Remove what else lies in the target. */
  readonly clean?: boolean;
}

/** A release, or a part of one, that was made. */
export interface ReleaseResult {
  readonly product: Manifest['product'];
  readonly isWhole: boolean;
  /** Hex id of the key that signed it. */
  readonly keyId?: string;
  /** Everything in the folder, in the order it was made. */
  readonly files: readonly (Written & { readonly name: string })[];
  readonly warnings: readonly Warning[];
}

/**
 * Makes a release: every artifact, each input read once, SBOM, provenance, SHA256SUMS and its
 * signature; all of it, or on any error nothing.
 * @throws JacoPkgError with every problem that was found; the reason of `signal` when that stops it
 */
export async function release(options: ReleaseOptions): Promise<ReleaseResult> {
  assertStoreOptions(options);
  const plan = await planRelease(options);
  const cwd = resolve(options.cwd ?? '.');
  if (options.key) {
    await assertSigner(options.key.publicKey, plan.product.version, (name) => pathIn(plan, name));
  }
  const { target } = plan;
  const run = await openRun(plan.artifacts, options, { ...plan, cwd, checksums: true });
  let folder: Awaited<ReturnType<typeof prepareFolder>> | undefined;
  try {
    const expected = expectedNames(plan, options.key !== undefined);
    folder = await prepareFolder(target, expected, options.clean ?? false);
    const extra = { inputs: plan.files.map(({ input }) => input), digests: DIGESTS };
    const sources = await run.read(extra);
    const place = { target, sources, output: run.output };
    const made = run.make(
      sources,
      ({ fileName }) => join(target, fileName),
      (planned, assembled) => write(planned, assembled, place),
    );
    const artifacts: ReleasedArtifact[] = [];
    for await (const [, artifact] of made) artifacts.push(artifact);
    const copied = await copyFiles(plan, sources, run.output);
    const manifest = manifestOf(plan.product, artifacts, copied);
    if (plan.isWhole) await finishRelease(manifest, target, run.output, options.key);
    else await finishPart(manifest, target, run.output);
    const written = await run.commit();
    await folder.tidy();
    const files = inOrder(plan, written);
    const result = resultOf(plan, files, plan.isWhole ? options.key : undefined);
    return { ...result, warnings: [...result.warnings, ...run.warnings()] };
  } finally {
    await run.close();
    await folder?.abandon();
  }
}

/** Where a file is that is copied into the release. */
function pathIn({ files }: ReleasePlan, wanted: string): string | undefined {
  const input = files.find(({ name }) => name === wanted)?.input;
  return input?.kind === 'disk' ? input.path : undefined;
}

/** Names that may be there already, from an earlier run. */
function expectedNames({ product, documents, artifacts }: ReleasePlan, isSigned: boolean) {
  const companions = artifacts.flatMap((artifact) => artifact.companions);
  return new Set([...product.all, ...companions, ...namesOf(documents, isSigned)]);
}

interface Place {
  readonly target: string;
  readonly sources: ReadonlyMap<Input, Source>;
  readonly output: OutputSet;
}

async function write(
  planned: PlannedArtifact,
  { segments, companions }: Assembled,
  { target, sources, output }: Place,
): Promise<ReleasedArtifact> {
  const path = join(target, planned.fileName);
  const written = await output.stage(path, segments);
  const beside: ReleasedFile[] = [];
  for (const { suffix, segments: bytes } of companions) {
    const { size, sha256 } = await output.stage(path + suffix, bytes);
    const sha1 = createHash('sha1');
    for await (const chunk of chunksOf(bytes)) sha1.update(chunk);
    beside.push({ name: planned.fileName + suffix, size, sha256, sha1: sha1.digest('hex') });
  }
  return recordArtifact(planned, sources, written, beside);
}

async function copyFiles(
  { files, target }: ReleasePlan,
  sources: ReadonlyMap<Input, Source>,
  output: OutputSet,
): Promise<ReleasedFile[]> {
  const copied: ReleasedFile[] = [];
  for (const file of files) {
    const source = sources.get(file.input);
    if (source) await output.stage(join(target, file.name), [composite([source])]);
    copied.push(recordFile(file, sources));
  }
  return copied;
}

/** Packages as they were planned, whichever was written first, and then the rest. */
function inOrder({ artifacts }: ReleasePlan, written: readonly Written[]): readonly Written[] {
  const names = artifacts.flatMap(({ fileName, companions }) => [fileName, ...companions]);
  const ranks = new Map(names.map((name, rank) => [name, rank]));
  const rankOf = ({ path }: Written) => ranks.get(basename(path)) ?? names.length;
  return written.toSorted((a, b) => rankOf(a) - rankOf(b));
}

function resultOf(
  { product, isWhole, warnings }: ReleasePlan,
  written: readonly Written[],
  key: SecretKey | undefined,
): ReleaseResult {
  return {
    product,
    isWhole,
    ...(key && { keyId: key.publicKey.keyId }),
    files: written.map((file) => ({ name: basename(file.path), ...file })),
    warnings,
  };
}
