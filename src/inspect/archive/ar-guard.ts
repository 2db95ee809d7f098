// ar(5) as deb(5) has it: a magic line, then members of { 60-byte header, body, '\n' when the
// body's length is odd }. Neither of the two ways to write long names is for packages.
import type { Reading } from '../reading.ts';
import { type PackageFile, part, type Source } from '../source.ts';

export interface ArMember {
  readonly name: string;
  readonly source: Source;
}

const MAGIC = '!<arch>\n';
const HEADER_SIZE = 60;
const MAX_MEMBERS = 1000;

/** Whether these bytes start an ar archive. */
export function isAr(head: Uint8Array): boolean {
  return latin1(head.subarray(0, MAGIC.length)) === MAGIC;
}

/**
 * Walks all headers and sees that each member lies within the file. Readers that trust the sizes
 * may have the file afterwards. Throws `package_malformed`, `package_too_large`.
 */
export async function walkAr(file: PackageFile, reading: Reading): Promise<ArMember[]> {
  const members: ArMember[] = [];
  for (let at = MAGIC.length; at < file.size; ) {
    const member = await memberAt(file, at, reading);
    members.push(member);
    if (members.length > MAX_MEMBERS) {
      throw reading.tooLarge(`more than ${MAX_MEMBERS} members in an ar archive`, { offset: at });
    }
    at += HEADER_SIZE + member.source.size + (member.source.size % 2);
  }
  return members;
}

async function memberAt(file: PackageFile, at: number, reading: Reading): Promise<ArMember> {
  const malformed = (why: string, field: number) => reading.malformed(why, { offset: at + field });
  const header = latin1(await file.read(at, HEADER_SIZE));
  if (header.slice(58) !== '`\n') throw malformed('an ar header does not end as it has to', 58);
  const name = header.slice(0, 16).trimEnd().replace(/\/$/, '');
  if (!/^[!-.0-~]+$/.test(name) || name.startsWith('#1')) {
    throw malformed(`an ar member has the name ${JSON.stringify(name)}`, 0);
  }
  const digits = header.slice(48, 58).trimEnd();
  if (!/^\d+$/.test(digits)) throw malformed(`ar member ${name} has no size`, 48);
  const size = Number(digits);
  const start = at + HEADER_SIZE;
  if (start + size > file.size) {
    const left = file.size - start;
    throw malformed(`ar member ${name} claims ${size} bytes where ${left} are left`, 48);
  }
  return { name, source: part(file, start, size, reading) };
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}
