// SPDX 2.3 in JSON, https://spdx.github.io/spdx-spec/v2.3/: the artifacts as packages that contain
// their files and depend on what they declare.
import { createHash } from 'node:crypto';
import { compareUtf8 } from '../../model/order.ts';
import type { Manifest, PackedFile, ReleasedArtifact, ReleasedFile } from '../set/manifest.ts';
import { licenceReader } from './spdx-licence.ts';

const NONE = 'NOASSERTION';
const DOCUMENT = 'SPDXRef-DOCUMENT';

/** One for each artifact, what it contains, and what it needs. */
export async function spdx({ product, artifacts, files }: Manifest) {
  const title = `${product.name}-v${product.version}`;
  const loose = [...files, ...artifacts.flatMap(({ companions }) => companions)];
  const declared = await licenceReader();
  const licences = artifacts.map((artifact) => declared(artifact.package.license));
  const own = licences.flatMap((licence) => licence.own);
  return {
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: DOCUMENT,
    name: title,
    documentNamespace: `https://spdx.org/spdxdocs/${encodeURIComponent(title)}-${digestOf(artifacts, loose)}`,
    creationInfo: {
      created: new Date(product.time * 1000).toISOString().replace('.000Z', 'Z'),
      creators: [`Tool: jaco-pkg-${product.tool}`],
    },
    packages: [
      ...artifacts.map((one, i) => packageOf(one, licences[i]?.expression ?? NONE)),
      ...dependencyPackages(artifacts),
    ],
    files: filesOf(artifacts, loose),
    ...(own.length > 0 && { hasExtractedLicensingInfos: uniqueBy(own, (one) => one.licenseId) }),
    relationships: [
      ...artifacts.map((one) => relation(DOCUMENT, 'DESCRIBES', artifactId(one.name))),
      ...loose.map((one) => relation(DOCUMENT, 'DESCRIBES', looseId(one))),
      ...artifacts.flatMap(relationsOf),
    ],
  };
}

function packageOf(artifact: ReleasedArtifact, licence: string) {
  const { name, sha256, format, platform, arch, contents } = artifact;
  const described = artifact.package;
  return {
    SPDXID: artifactId(name),
    name: described.name,
    versionInfo: described.version,
    packageFileName: name,
    ...supplierOf(artifact),
    downloadLocation: NONE,
    filesAnalyzed: contents.length > 0,
    ...(contents.length > 0 && {
      packageVerificationCode: { packageVerificationCodeValue: verificationCode(contents) },
    }),
    checksums: [{ algorithm: 'SHA256', checksumValue: sha256 }],
    ...(described.homepage && { homepage: described.homepage }),
    licenseConcluded: NONE,
    licenseDeclared: licence,
    copyrightText: NONE,
    summary: described.description.split('\n')[0] ?? '',
    comment: `${format} for ${platform}/${arch}`,
    primaryPackagePurpose: format === 'tarball' ? 'ARCHIVE' : 'INSTALL',
  };
}

/** 7.5: an organization, or a person with an address. */
function supplierOf({ package: { vendor, maintainer } }: ReleasedArtifact) {
  if (vendor !== '') return { supplier: `Organization: ${vendor}` };
  const [, name, address] = /^([^<>]+?)\s*<([^<>]+)>$/.exec(maintainer) ?? [];
  if (name !== undefined) return { supplier: `Person: ${name} (${address})` };
  return { supplier: NONE };
}

/** 7.9: SHA-1 over the sorted SHA-1s of the files. */
function verificationCode(contents: readonly PackedFile[]): string {
  const sorted = contents.map(({ sha1 }) => sha1).sort();
  return createHash('sha1').update(sorted.join('')).digest('hex');
}

/** What artifacts depend on, in the words of their formats, which name packages of a distribution. */
function dependencyPackages(artifacts: readonly ReleasedArtifact[]) {
  const names = new Set(artifacts.flatMap((artifact) => artifact.package.depends));
  return [...names].sort(compareUtf8).map((name) => ({
    SPDXID: dependencyId(name),
    name,
    downloadLocation: NONE,
    filesAnalyzed: false,
    licenseConcluded: NONE,
    licenseDeclared: NONE,
    copyrightText: NONE,
    comment: 'a dependency as it is declared',
  }));
}

function filesOf(artifacts: readonly ReleasedArtifact[], loose: readonly ReleasedFile[]) {
  const packed = artifacts.flatMap(({ contents }) =>
    contents.map((file) => fileOf(packedId(file), `.${file.path}`, file)),
  );
  const beside = loose.map((file) => fileOf(looseId(file), `./${file.name}`, file));
  return uniqueBy([...packed, ...beside], ({ SPDXID }) => SPDXID);
}

function fileOf(
  id: string,
  fileName: string,
  { sha1, sha256 }: Pick<PackedFile, 'sha1' | 'sha256'>,
) {
  return {
    SPDXID: id,
    fileName,
    checksums: [
      { algorithm: 'SHA1', checksumValue: sha1 },
      { algorithm: 'SHA256', checksumValue: sha256 },
    ],
    licenseConcluded: NONE,
    licenseInfoInFiles: [NONE],
    copyrightText: NONE,
  };
}

function relationsOf(artifact: ReleasedArtifact) {
  const id = artifactId(artifact.name);
  const files = artifact.contents.map((file) => relation(id, 'CONTAINS', packedId(file)));
  const needs = [...new Set(artifact.package.depends)].sort(compareUtf8);
  return [...files, ...needs.map((name) => relation(id, 'DEPENDS_ON', dependencyId(name)))];
}

function relation(spdxElementId: string, relationshipType: string, relatedSpdxElement: string) {
  return { spdxElementId, relationshipType, relatedSpdxElement };
}

// 3.2: an identifier has letters, digits, `.` and `-`; one made of any text has a digest for it.
const artifactId = (name: string) => `SPDXRef-Artifact-${shortDigest(name)}`;
const dependencyId = (name: string) => `SPDXRef-Dependency-${shortDigest(name)}`;
const packedId = ({ path, sha256 }: PackedFile) => `SPDXRef-File-${shortDigest(path, sha256)}`;
const looseId = ({ name, sha256 }: ReleasedFile) => `SPDXRef-Loose-${shortDigest(name, sha256)}`;

function shortDigest(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 32);
}

/** Names the document: another release has another one. */
function digestOf(artifacts: readonly ReleasedArtifact[], loose: readonly ReleasedFile[]): string {
  return shortDigest(...[...artifacts, ...loose].map(({ name, sha256 }) => `${name} ${sha256}`));
}

function uniqueBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
