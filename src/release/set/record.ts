import { type Input, type PlannedEntry, sizeOfInput } from '../../model/entry.ts';
import type { DigestName, Source } from '../../model/segment.ts';
import { semverText } from '../../model/version.ts';
import type { Written } from '../../output/index.ts';
import type { FoundFile } from './files.ts';
import type { PackedFile, ReleasedArtifact, ReleasedFile } from './manifest.ts';
import type { PlannedArtifact } from './plan.ts';

/** What the documents say of every file. */
export const DIGESTS: readonly DigestName[] = ['sha1', 'sha256'];

/** What is to be told of a package that was written. */
export function recordArtifact(
  { fileName, format, pkg, entries }: PlannedArtifact,
  sources: ReadonlyMap<Input, Source>,
  { size, sha256 }: Written,
  companions: readonly ReleasedFile[],
): ReleasedArtifact {
  const { name, arch, platform, license, vendor, maintainer, homepage, description } = pkg;
  const depends = [...pkg.relations.depends];
  const version = semverText(pkg.version);
  return {
    name: fileName,
    size,
    sha256,
    format,
    platform,
    arch,
    package: { name, version, license, vendor, maintainer, homepage, description, depends },
    companions: [...companions],
    contents: entries.flatMap((entry) => packed(entry, sources)),
  };
}

function packed(entry: PlannedEntry, sources: ReadonlyMap<Input, Source>): PackedFile[] {
  if (entry.type !== 'file') return [];
  const { path, body } = entry;
  return [{ path, source: body.kind === 'disk' ? body.name : '', ...digestsOf(body, sources) }];
}

/** What is to be told of a file that was copied. */
export function recordFile(
  { name, input }: FoundFile,
  sources: ReadonlyMap<Input, Source>,
): ReleasedFile {
  return { name, size: sizeOfInput(input), ...digestsOf(input, sources) };
}

function digestsOf(input: Input, sources: ReadonlyMap<Input, Source>) {
  const { sha1, sha256 } = sources.get(input)?.digests ?? {};
  if (sha1 === undefined || sha256 === undefined) throw new TypeError(`${input.name} was not read`);
  return { sha256, sha1 };
}
