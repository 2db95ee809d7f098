// An rpm package, by rpm's docs/manual/format_v4.md:
//   lead | signature header, padded to 8 | main header | compressed payload
import type { Entry } from '../model/entry.ts';
import type { Format, Kit } from '../model/format.ts';
import type { Package } from '../model/package.ts';
import type { Segment, Source } from '../model/segment.ts';
import { assembleParts, type Parts } from './assemble.ts';
import { featureRelations } from './features.ts';
import { fileList } from './files.ts';
import { encodeHeader, IMMUTABLE_REGION } from './header.ts';
import { lead } from './lead.ts';
import { check } from './limits.ts';
import { archName, label } from './names.ts';
import { payload } from './payload.ts';
import { relationsOf } from './relations.ts';
import { entriesOf } from './tag-row.ts';
import { HEADER_TAGS, type HeaderFacts } from './tags.ts';

export const rpm: Format = {
  name: 'rpm',
  extension: '.rpm',
  fileDigests: ['sha256'],
  signedWith: 'openpgp',
  fileName: (pkg) => `${label(pkg)}.${archOf(pkg)}.rpm`,
  check,
  payload: (entries) => payload(fileList(entries)),
  assemble,
};

function assemble(pkg: Package, entries: readonly Entry<Source>[], kit: Kit): Promise<Segment[]> {
  const files = fileList(entries);
  const configured = relationsOf(pkg);
  const features = featureRelations({ pkg, relations: configured, files });
  const relations = { ...configured, require: [...configured.require, ...features] };
  const parts: Parts = {
    lead: lead(label(pkg), archOf(pkg)),
    header: (digests) => mainHeader({ pkg, relations, fileList: files, payload: digests }),
    payload: payload(files),
    compression: pkg.compression,
  };
  return assembleParts(parts, kit);
}

function mainHeader(facts: HeaderFacts): Uint8Array {
  return encodeHeader(IMMUTABLE_REGION, entriesOf(HEADER_TAGS, facts));
}

function archOf(pkg: Package): string {
  return archName(pkg) ?? pkg.arch;
}
