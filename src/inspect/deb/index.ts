// deb(5): an ar archive of
//   debian-binary   the version of the format, "2.0\n"
//   control.tar.*   what dpkg reads about the package
//   data.tar.*      the files
//   _*              signatures and whatever dpkg is to pass over
import { readAr } from '../archive/ar.ts';
import type { ArMember } from '../archive/ar-guard.ts';
import { readTar } from '../archive/tar.ts';
import { controlFacts } from '../control-facts.ts';
import { readFiles } from '../control-tar.ts';
import { packedSource, unpack } from '../decompress/index.ts';
import type { Facts, Found } from '../facts.ts';
import type { Reading } from '../reading.ts';
import type { PackageFile } from '../source.ts';
import { debSignatures } from './signatures.ts';

export async function* readDeb(file: PackageFile, reading: Reading): AsyncGenerator<Found, Facts> {
  const { control, data, signed, others } = await membersOf(file, reading);
  const controlTar = unpack(await packedSource(control.source), reading);
  const controlFiles = await readFiles(controlTar, control.name, reading);
  const facts = controlFacts(controlFiles, control.name, reading);
  const packed = await packedSource(data.source);
  for await (const raw of readTar(unpack(packed, reading), reading, data.name)) {
    yield { raw, digests: ['md5'] };
  }
  return {
    ...facts,
    compression: packed.compression,
    signatures: debSignatures(others, signed, reading),
  };
}

async function membersOf(file: PackageFile, reading: Reading) {
  const members = await readAr(file, reading);
  const [version, ...rest] = members.filter(({ name }) => !name.startsWith('_'));
  const [control, data] = rest;
  if (version?.name !== 'debian-binary' || !control || !data) {
    const names = members.map(({ name }) => name).join(', ');
    const message = `a deb has debian-binary, control.tar and data.tar; this one ${names}`;
    throw reading.malformed(message, { offset: 0 });
  }
  const number = await version.source.read(0, Math.min(version.source.size, 8));
  if (!/^2\.\d+\n/.test(Buffer.from(number).toString('latin1'))) {
    const at = { offset: version.source.offset };
    throw reading.unsupported('the version of the deb format is not 2', at);
  }
  assertName(control, 'control.tar', reading);
  assertName(data, 'data.tar', reading);
  const others = members.filter(({ name }) => name.startsWith('_'));
  return { control, data, others, signed: [version, control, data] };
}

function assertName({ name, source }: ArMember, expected: string, reading: Reading): void {
  if (name === expected || name.startsWith(`${expected}.`)) return;
  const offset = source.offset - 60;
  throw reading.malformed(`an ar member ${name} stands where a deb has ${expected}`, { offset });
}
