// An rpm package, by rpm's docs/manual/format_v4.md:
//   lead | signature header, padded to 8 | main header | compressed payload
import { concat } from '../container/bytes.ts';
import type { Entry } from '../model/entry.ts';
import type { Format, Kit } from '../model/format.ts';
import type { Package } from '../model/package.ts';
import { type Segment, type Source, sizeOf } from '../model/segment.ts';
import { featureRelations } from './features.ts';
import { fileList } from './files.ts';
import { encodeHeader, IMMUTABLE_REGION } from './header.ts';
import { lead } from './lead.ts';
import { check } from './limits.ts';
import { archName, label } from './names.ts';
import { payload } from './payload.ts';
import { relationsOf } from './relations.ts';
import { signatureHeader, signatures } from './signature.ts';
import { entriesOf } from './tag-row.ts';
import { HEADER_TAGS, type HeaderFacts } from './tags.ts';

export const rpm: Format = {
  name: 'rpm',
  extension: '.rpm',
  fileDigests: ['sha256'],
  signedWith: 'openpgp',
  fileName: (pkg) => `${label(pkg)}.${archOf(pkg)}.rpm`,
  check,
  assemble,
};

async function assemble(
  pkg: Package,
  entries: readonly Entry<Source>[],
  kit: Kit,
): Promise<Segment[]> {
  const files = fileList(entries);
  const plain = payload(files);
  const [archive, plainDigest] = await Promise.all([
    kit.encode(plain, pkg.compression),
    digestHex(kit, 'sha256', plain),
  ]);
  const digest = await digestHex(kit, 'sha256', [archive]);
  const configured = relationsOf(pkg);
  const features = featureRelations({ pkg, relations: configured, files });
  const relations = { ...configured, require: [...configured.require, ...features] };
  const header = mainHeader({ pkg, relations, fileList: files, payload: { digest, plainDigest } });
  const [sha1, sha256, md5] = await Promise.all([
    digestHex(kit, 'sha1', [header]),
    digestHex(kit, 'sha256', [header]),
    kit.digest('md5', [header, archive]),
  ]);
  const sizes = { size: header.length + archive.size, payloadSize: sizeOf(plain) };
  const { signer } = kit;
  const signed = signer && { signatures: await signatures(signer, header, archive) };
  const signature = signatureHeader({ ...sizes, sha1, sha256, md5, ...signed });
  return [concat([lead(label(pkg), archOf(pkg)), signature, header]), archive];
}

function mainHeader(facts: HeaderFacts): Uint8Array {
  return encodeHeader(IMMUTABLE_REGION, entriesOf(HEADER_TAGS, facts));
}

function archOf(pkg: Package): string {
  return archName(pkg) ?? pkg.arch;
}

async function digestHex(
  kit: Kit,
  algorithm: 'sha1' | 'sha256',
  segments: readonly Segment[],
): Promise<string> {
  return Buffer.from(await kit.digest(algorithm, segments)).toString('hex');
}
