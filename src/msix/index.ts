// An app package for Windows: a zip (OPC, ECMA-376 part 2) of
//   the files | AppxManifest.xml | AppxBlockMap.xml | [Content_Types].xml | [ AppxSignature.p7x ]
import { utf8 } from '../container/bytes.ts';
import { zipDirectory, zipMember } from '../container/zip.ts';
import type { Entry } from '../model/entry.ts';
import type { Format, Kit, Omission } from '../model/format.ts';
import { type Package, RELATION_NAMES } from '../model/package.ts';
import type { Segment, Source } from '../model/segment.ts';
import { blockMap } from './block-map.ts';
import { contentTypes, isWorthPacking } from './content-types.ts';
import { check } from './limits.ts';
import { manifest } from './manifest.ts';
import { fileName, partName } from './names.ts';
import { type Part, partOf, zipMemberOf, zipName } from './parts.ts';
import { type PackageDigests, signatureFile, signedContent } from './signature.ts';

/** Relations are to packages of Linux. */
const LEFT_OUT: readonly Omission[] = RELATION_NAMES.map((key) => ({ key }));

export const msix: Format = {
  name: 'msix',
  extension: '.msix',
  fileDigests: [],
  readsFiles: true,
  signedWith: 'pfx',
  leavesOut: LEFT_OUT,
  fileName,
  check,
  assemble,
};

const SIGNATURE = 'AppxSignature.p7x';

async function assemble(
  pkg: Package,
  entries: readonly Entry<Source>[],
  kit: Kit,
): Promise<Segment[]> {
  const own = (path: string, bytes: Uint8Array) =>
    partOf(path, bytes, { mtime: pkg.time, deflate: true }, kit);
  const files = await filesOf(entries, kit);
  const described = [...files, await own('AppxManifest.xml', utf8(manifest(pkg)))];
  const map = utf8(blockMap(described));
  const mapped = [...described, await own('AppxBlockMap.xml', map)];
  const names = mapped.map(({ path }) => zipName(path));
  const types = utf8(contentTypes(kit.signer ? [...names, SIGNATURE] : names));
  const parts = [...mapped, await own('[Content_Types].xml', types)];
  const members = parts.flatMap((part) => zipMember(zipMemberOf(part), part.data));
  const directory = zipDirectory(parts.map(zipMemberOf));
  if (!kit.signer) return [...members, directory];
  const digests: PackageDigests = {
    members: await kit.digest('sha256', members),
    directory: await kit.digest('sha256', [directory]),
    contentTypes: await kit.digest('sha256', [types]),
    blockMap: await kit.digest('sha256', [map]),
  };
  const signedData = await kit.signer.sign('authenticode', [signedContent(digests)]);
  const signature = await own(SIGNATURE, signatureFile(signedData));
  return [
    ...members,
    ...zipMember(zipMemberOf(signature), signature.data),
    zipDirectory([...parts, signature].map(zipMemberOf)),
  ];
}

async function filesOf(entries: readonly Entry<Source>[], kit: Kit): Promise<Part[]> {
  const parts: Part[] = [];
  for (const entry of entries) {
    if (entry.type !== 'file') continue;
    const path = partName(entry.path);
    const how = { mtime: entry.mtime, deflate: isWorthPacking(path) };
    parts.push(await partOf(path, entry.body, how, kit));
  }
  return parts;
}
