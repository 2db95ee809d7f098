// apk v2, by apk-v2(5): gzip members one after the other.
//   signature   tar of .SIGN.<algorithm>.<key name>, without its end; there may be none
//   control     tar of .PKGINFO and the scripts, without its end
//   data        tar of the files
// The signature is over the control section as compressed; a digest there, over the data.
import { readTar } from '../archive/tar.ts';
import { ByteReader } from '../byte-reader.ts';
import { fileText, readFiles } from '../control-tar.ts';
import { gunzip, gunzipMember, startsMember } from '../decompress/gzip.ts';
import { metered } from '../decompress/index.ts';
import type { Facts, Found } from '../facts.ts';
import type { ControlFile } from '../model.ts';
import { packagePath } from '../paths.ts';
import { firstValue, parsePkginfo } from '../pkginfo.ts';
import type { Reading } from '../reading.ts';
import { type PackageFile, part, type Source } from '../source.ts';
import { dataHash, fileChecks } from './checks.ts';
import { apkMetadata, apkRelations, apkScripts } from './metadata.ts';
import { apkSignatures } from './signatures.ts';

interface Section {
  readonly files: readonly ControlFile[];
  /** As compressed. */
  readonly source: Source;
}

export async function* readApk(file: PackageFile, reading: Reading): AsyncGenerator<Found, Facts> {
  const reader = new ByteReader(file.chunks(), reading, (offset) => ({ offset }));
  try {
    const first = await readSection(file, reader, 'signature', reading);
    const isSigned = first.files.some(({ name }) => name.startsWith('.SIGN.'));
    const control = isSigned ? await readSection(file, reader, 'control', reading) : first;
    const text = fileText(control.files, '.PKGINFO', reading);
    if (text === undefined) throw reading.malformed('there is no .PKGINFO', { member: 'control' });
    const pairs = parsePkginfo(text);
    const start = reader.position;
    const sums = new Map<string, string>();
    if (await startsMember(reader, reading)) {
      const unpacked = metered(
        gunzip(reader, reading),
        reading,
        () => reader.position,
        (offset) => ({ offset }),
      );
      for await (const raw of readTar(unpacked, reading, 'data')) {
        const sum = raw.records['APK-TOOLS.checksum.SHA1'];
        if (sum) sums.set(packagePath(raw.name, reading, raw.at).path, sum.toLowerCase());
        yield { raw, digests: ['sha1'] };
      }
    } else if (firstValue(pairs, 'datahash') !== '') {
      throw reading.malformed('the data section is not there', { offset: start });
    }
    const data = part(file, start, file.size - start, reading);
    const packageCheck = await dataHash(pairs, data);
    return {
      format: 'apk',
      compression: 'gzip',
      metadata: apkMetadata(pairs),
      relations: apkRelations(pairs),
      scripts: apkScripts(control.files, reading),
      fields: pairs,
      controlFiles: control.files,
      signatures: isSigned ? apkSignatures(first.files, control.source) : [],
      checks: (entries) => [...packageCheck, ...fileChecks(sums, entries)],
    };
  } finally {
    await reader.close();
  }
}

/** The next gzip member, in memory. */
async function readSection(
  file: PackageFile,
  reader: ByteReader,
  name: string,
  reading: Reading,
): Promise<Section> {
  const start = reader.position;
  const at = (offset: number) => ({ offset });
  const unpacked = metered(gunzipMember(reader, reading), reading, () => reader.position, at);
  const files = await readFiles(unpacked, name, reading, { mayLackEnd: true });
  return { files, source: part(file, start, reader.position - start, reading) };
}
