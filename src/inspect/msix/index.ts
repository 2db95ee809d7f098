// An msix or appx package: a zip archive of the files and, about them, AppxManifest.xml,
// AppxBlockMap.xml, [Content_Types].xml and maybe AppxSignature.p7x.
import { readZip, type ZipEntry, zipContent } from '../archive/zip.ts';
import { bytesOf, fileText } from '../control-tar.ts';
import type { Facts, Found } from '../facts.ts';
import type { ControlFile, EntryType } from '../model.ts';
import type { Reading } from '../reading.ts';
import type { PackageFile } from '../source.ts';
import { textOf } from '../text.ts';
import { BlockWords, blockMapCheck } from './block-map.ts';
import { manifestFields, manifestMetadata, manifestRelations } from './manifest.ts';
import { xmlElements } from './xml.ts';

const MANIFEST = 'AppxManifest.xml';
const BLOCK_MAP = 'AppxBlockMap.xml';
const SIGNATURE = 'AppxSignature.p7x';
/** Files that are taken apart. */
const TEXTS = [MANIFEST, BLOCK_MAP];
/** Files about the package that the block map does not list. */
const UNLISTED = [BLOCK_MAP, SIGNATURE, '[Content_Types].xml', 'AppxMetadata/CodeIntegrity.cat'];

export async function* readMsix(file: PackageFile, reading: Reading): AsyncGenerator<Found, Facts> {
  const controlFiles: ControlFile[] = [];
  const hashes = new Map<string, readonly string[]>();
  const entries = await readZip(file, reading);
  for (const entry of entries) {
    const name = decodedName(entry.name);
    const body = hashed(
      zipContent(file, entry, reading),
      UNLISTED.includes(name) ? '' : name,
      hashes,
    );
    if (name === MANIFEST || UNLISTED.includes(name)) {
      if (TEXTS.includes(name)) reading.allowText(entry.size, { offset: entry.place });
      reading.keep(entry.size, { offset: entry.place });
      controlFiles.push({ name, bytes: await bytesOf(body) });
    } else {
      yield { raw: rawEntry(entry, name, body) };
    }
  }
  const manifest = fileText(controlFiles, MANIFEST, reading);
  if (manifest === undefined) {
    const hint = 'of zip archives, only msix and appx packages are read; not bundles of them';
    throw reading.unsupported(`there is no ${MANIFEST}`, {}, hint);
  }
  const elements = [...xmlElements(manifest, reading, MANIFEST)];
  const blockMap = fileText(controlFiles, BLOCK_MAP, reading);
  const signature = controlFiles.find(({ name }) => name === SIGNATURE);
  return {
    format: 'msix',
    compression: entries.some(({ method }) => method !== 0) ? 'deflate' : 'none',
    metadata: manifestMetadata(elements),
    relations: manifestRelations(elements),
    scripts: [],
    fields: manifestFields(elements),
    controlFiles,
    signatures: signature
      ? [
          {
            name: SIGNATURE,
            form: 'pkcs7',
            signature: async () => signature.bytes,
            data: () => file.chunks(),
          },
        ]
      : [],
    checks: () => (blockMap === undefined ? [] : [blockMapCheck(blockMap, hashes, reading)]),
  };
}

/** Takes note of the digests of what passes. */
async function* hashed(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  hashes: Map<string, readonly string[]>,
): AsyncGenerator<Uint8Array> {
  const blocks = new BlockWords();
  for await (const chunk of chunks) {
    blocks.update(chunk);
    yield chunk;
  }
  if (name !== '' && !name.endsWith('/')) hashes.set(name.replaceAll('/', '\\'), blocks.finish());
}

/** Names in the archive are parts of URIs: `%20` is a blank. */
function decodedName(name: Buffer): string {
  const text = textOf(name);
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function rawEntry(entry: ZipEntry, name: string, body: AsyncIterable<Uint8Array>): Found['raw'] {
  const type: EntryType = name.endsWith('/') ? 'dir' : 'file';
  return {
    name: Buffer.from(name),
    type,
    // Windows has no modes; these are what others unpack to.
    mode: entry.mode & 0o7777 || (type === 'dir' ? 0o755 : 0o644),
    ...{ owner: '', group: '', uid: 0, gid: 0, target: Buffer.alloc(0), records: {} },
    size: entry.size,
    mtime: entry.mtime,
    at: { offset: entry.place },
    body,
  };
}
