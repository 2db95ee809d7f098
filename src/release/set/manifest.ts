// What was built, in words: enough to write every document of a release, wherever its parts were
// built. A part of a release has it beside its files, as release.json.
import * as z from 'zod';
import { compareUtf8 } from '../../model/order.ts';
import { FORMAT_NAMES } from '../../model/package.ts';

export const MANIFEST = 'release.json';

/** Changes whenever the files below do. */
const KIND = 'jaco-pkg release, part 1';

const hex = (length: number) => z.string().regex(new RegExp(`^[0-9a-f]{${length}}$`));

/** A name in one folder. */
const fileName = z.string().regex(/^(?!\.{1,2}$)[^/\\\p{Cc}]+$/u);

const file = z.strictObject({
  name: fileName,
  size: z.int().nonnegative(),
  sha256: hex(64),
  sha1: hex(40),
});

const packed = z.strictObject({
  /** In the package: absolute. */
  path: z.string(),
  /** On the build machine, as the configuration names it; '' for what was generated. */
  source: z.string(),
  sha256: hex(64),
  sha1: hex(40),
});

const artifact = z.strictObject({
  name: fileName,
  size: z.int().nonnegative(),
  sha256: hex(64),
  format: z.enum(FORMAT_NAMES),
  platform: z.string(),
  arch: z.string(),
  package: z.strictObject({
    name: z.string(),
    version: z.string(),
    license: z.string(),
    vendor: z.string(),
    maintainer: z.string(),
    homepage: z.string(),
    description: z.string(),
    depends: z.array(z.string()),
  }),
  /** Detached signatures and the like. */
  companions: z.array(file),
  contents: z.array(packed),
});

/** What all parts of a release have in common. */
const product = z.strictObject({
  /** Version of jaco-pkg. */
  tool: z.string(),
  name: z.string(),
  version: z.string(),
  /** '' for a snapshot. */
  tag: z.string(),
  /** '' without one. */
  commit: z.string().regex(/^[0-9a-f]*$/),
  /** Seconds since 1970. */
  time: z.int().nonnegative(),
  isDirty: z.boolean(),
  /** Digest of the settings. */
  settings: hex(64),
  /** Repository of the sources; '' when unknown. */
  source: z.string(),
  /** Names of all artifacts and files of the whole release, sorted. */
  all: z.array(fileName),
});

export const manifestSchema = z.strictObject({
  kind: z.literal(KIND),
  product,
  /** In the order of `all`. */
  artifacts: z.array(artifact),
  /** What is no package. */
  files: z.array(file),
});

export type ReleasedFile = z.output<typeof file>;
export type PackedFile = z.output<typeof packed>;
export type ReleasedArtifact = z.output<typeof artifact>;
export type Product = z.output<typeof product>;
export type Manifest = z.output<typeof manifestSchema>;

/** Everything in it by name, so that parts in any order make the same whole. */
export function manifestOf(
  shared: Product,
  artifacts: readonly ReleasedArtifact[],
  files: readonly ReleasedFile[],
): Manifest {
  return { kind: KIND, product: shared, artifacts: byName(artifacts), files: byName(files) };
}

/** Names of all files that a manifest tells of. */
export function namesIn({ artifacts, files }: Manifest): string[] {
  return builtFiles({ artifacts, files }).map(({ name }) => name);
}

/** Everything that was built: packages, what goes beside them, and other files. */
export function builtFiles({ artifacts, files }: Pick<Manifest, 'artifacts' | 'files'>) {
  const packages = artifacts.flatMap((one) => [one, ...one.companions]);
  return [...packages, ...files].map(({ name, size, sha256 }) => ({ name, size, sha256 }));
}

function byName<Item extends { readonly name: string }>(items: readonly Item[]): Item[] {
  return [...items].sort((a, b) => compareUtf8(a.name, b.name));
}
