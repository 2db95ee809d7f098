// An ipk as opkg-build makes it: a compressed tar of, in any order,
//   ./debian-binary   ./control.tar.gz   ./data.tar.gz
// The same in an ar archive is read as a deb.
import { readTar } from '../archive/tar.ts';
import { controlFacts } from '../control-facts.ts';
import { memberName, readFiles } from '../control-tar.ts';
import { packedSource, packedStream, unpack } from '../decompress/index.ts';
import type { Facts, Found } from '../facts.ts';
import type { ControlFile } from '../model.ts';
import type { Reading } from '../reading.ts';
import type { PackageFile } from '../source.ts';

export async function* readIpk(file: PackageFile, reading: Reading): AsyncGenerator<Found, Facts> {
  let controlFiles: readonly ControlFile[] | undefined;
  let compression: Facts['compression'] | undefined;
  const outer = unpack(await packedSource(file), reading);
  for await (const { name: path, body } of readTar(outer, reading, 'package.tar')) {
    const name = memberName(path);
    const isControl = /^control\.tar(\.|$)/.test(name);
    if (!isControl && !/^data\.tar(\.|$)/.test(name)) continue;
    if (isControl ? controlFiles : compression) {
      throw reading.malformed(`${name} is there twice`, { member: 'package.tar' });
    }
    const packed = await packedStream(body, reading, (offset) => ({ member: name, offset }));
    const inner = unpack(packed, reading);
    if (isControl) controlFiles = await readFiles(inner, name, reading);
    else {
      compression = packed.compression;
      for await (const raw of readTar(inner, reading, name)) yield { raw, digests: ['md5'] };
    }
  }
  if (!controlFiles || !compression) {
    throw reading.malformed('an ipk has control.tar and data.tar', { member: 'package.tar' });
  }
  const facts = controlFacts(controlFiles, 'control.tar', reading);
  return { ...facts, format: 'ipk', compression, signatures: [] };
}
