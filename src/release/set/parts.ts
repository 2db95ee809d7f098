// Parts of a release, each in a folder of its own, and what they must have in common.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ErrorProblem, JacoPkgError, reasonOf, throwIfAny } from '../../errors.ts';
import {
  builtFiles,
  MANIFEST,
  type Manifest,
  manifestOf,
  type Product,
  type ReleasedArtifact,
  type ReleasedFile,
} from './manifest.ts';
import { parseManifest } from './read-manifest.ts';

export interface Part {
  /** As the user named the folder. */
  readonly folder: string;
  readonly path: string;
  readonly manifest: Manifest;
}

/** Reads what lies in a folder. @throws JacoPkgError `release_shards` */
export async function readPart(folder: string, path: string): Promise<Part> {
  const file = join(folder, MANIFEST);
  const text = await readFile(join(path, MANIFEST)).catch((cause) => {
    const message = `${folder} is no part of a release: ${MANIFEST} cannot be read: ${reasonOf(cause)}`;
    const hint = 'a part is made with jaco-pkg release --only';
    throw new JacoPkgError({ code: 'release_shards', message, hint }, { cause });
  });
  return { folder, path, manifest: parseManifest(text, file) };
}

/** What is the same in all parts, and what to call it. */
const SHARED: readonly { readonly key: Exclude<keyof Product, 'all'>; readonly called: string }[] =
  [
    { key: 'tool', called: 'version of jaco-pkg' },
    { key: 'name', called: 'name' },
    { key: 'version', called: 'version' },
    { key: 'tag', called: 'tag' },
    { key: 'commit', called: 'commit' },
    { key: 'time', called: 'time' },
    { key: 'isDirty', called: 'state of the checkout' },
    { key: 'settings', called: 'settings' },
    { key: 'source', called: 'repository' },
  ];

/**
 * The parts as one, and which part has each file.
 * @throws JacoPkgError `release_shards` with every difference, clash and gap
 */
export function joinParts(parts: readonly Part[]): {
  manifest: Manifest;
  places: ReadonlyMap<string, Part>;
} {
  const [first] = parts;
  if (!first) throw new JacoPkgError({ code: 'usage', message: 'no part of a release is given' });
  const { product } = first.manifest;
  const differences = parts.flatMap((part) => differencesOf(part, first));
  // Parts of different releases have nothing else in common either.
  throwIfAny(differences);
  const { places, problems } = placesOf(parts);
  throwIfAny([...problems, ...parts.flatMap(strangers), ...gaps(product, places)]);
  const artifacts = new Map<string, ReleasedArtifact>();
  const files = new Map<string, ReleasedFile>();
  for (const { manifest } of parts) {
    for (const artifact of manifest.artifacts) artifacts.set(artifact.name, artifact);
    for (const file of manifest.files) files.set(file.name, file);
  }
  return { manifest: manifestOf(product, [...artifacts.values()], [...files.values()]), places };
}

function differencesOf({ folder, manifest }: Part, first: Part): ErrorProblem[] {
  const { product } = manifest;
  const expected = first.manifest.product;
  const differing = SHARED.filter(({ key }) => product[key] !== expected[key]);
  const isSame = product.all.join('\n') === expected.all.join('\n');
  if (differing.length === 0 && !isSame) {
    return [problem(`${folder} and ${first.folder} are not of releases with the same files`)];
  }
  return differing.map(({ key, called }) => {
    const values = `${String(expected[key])} and ${String(product[key])}`;
    return problem(`${first.folder} and ${folder} differ in the ${called}: ${values}`);
  });
}

function placesOf(parts: readonly Part[]) {
  const places = new Map<string, Part>();
  const sums = new Map<string, string>();
  const problems: ErrorProblem[] = [];
  for (const part of parts) {
    for (const { name, sha256 } of builtFiles(part.manifest)) {
      const other = places.get(name);
      if (!other) places.set(name, part);
      else if (sums.get(name) !== sha256) {
        problems.push(problem(`${name} is not the same in ${other.folder} and ${part.folder}`));
      }
      sums.set(name, sums.get(name) ?? sha256);
    }
  }
  return { places, problems };
}

/** What a part has that no release of these settings has. */
function strangers({ folder, manifest: { product, artifacts, files } }: Part): ErrorProblem[] {
  const all = new Set(product.all);
  const beside = artifacts.flatMap(({ name, companions }) =>
    companions.filter((companion) => !companion.name.startsWith(`${name}.`)),
  );
  return [...[...artifacts, ...files].filter(({ name }) => !all.has(name)), ...beside].map(
    ({ name }) => problem(`${name} in ${folder} is not of the release`),
  );
}

function gaps({ all }: Product, places: ReadonlyMap<string, Part>): ErrorProblem[] {
  return all
    .filter((name) => !places.has(name))
    .map((name) => problem(`no part has ${name}`, 'make the part that has it, and merge again'));
}

export function problem(message: string, hint?: string): ErrorProblem {
  return { code: 'release_shards', message, ...(hint !== undefined && { hint }) };
}
