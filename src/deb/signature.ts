// Signatures in a deb are members after the data, with names that dpkg passes over: `_gpg` and a role.
//   debsign   a detached signature over the members before, one after the other; debsigs(1)
//   dpkg-sig  a text in a cleartext signature, with the digests of these members; dpkg-sig(1)
import type { ArMember } from '../container/ar.ts';
import { utf8 } from '../container/bytes.ts';
import type { Kit } from '../model/format.ts';
import { oneLine } from '../model/one-line.ts';
import type { Package } from '../model/package.ts';
import { sizeOf } from '../model/segment.ts';
import type { Signer } from '../model/signing.ts';

/** The member that signs the others. */
export async function signatureMember(
  pkg: Package,
  members: readonly ArMember[],
  kit: Kit,
  signer: Signer,
): Promise<ArMember> {
  const isDpkgSig = pkg.signature?.method === 'dpkg-sig';
  const role = pkg.signature?.type || (isDpkgSig ? 'builder' : 'origin');
  const signature = isDpkgSig
    ? await signer.sign('openpgp-cleartext', [utf8(await manifest(pkg, role, members, kit))])
    : await signer.sign(
        'openpgp',
        members.flatMap(({ body }) => body),
      );
  return { name: `_gpg${role}`, mtime: pkg.time, body: [signature] };
}

/** What dpkg-sig signs, in version 4. */
async function manifest(
  pkg: Package,
  role: string,
  members: readonly ArMember[],
  kit: Kit,
): Promise<string> {
  const files: string[] = [];
  for (const { name, body } of members) {
    const [md5, sha1] = [await kit.digest('md5', body), await kit.digest('sha1', body)].map(hex);
    files.push(`\t${md5} ${sha1} ${sizeOf(body)} ${name}`);
  }
  const signer = pkg.signature?.signer || pkg.maintainer;
  return [
    'Version: 4',
    `Signer: ${oneLine(signer)}`,
    `Date: ${asctime(pkg.time)}`,
    `Role: ${role}`,
    'Files: ',
    ...files,
    '',
  ].join('\n');
}

function hex(digest: Uint8Array): string {
  return Buffer.from(digest).toString('hex');
}

/** `Tue Nov 14 22:13:20 2023`, as asctime(3) writes it. */
function asctime(time: number): string {
  const [weekday = '', day = '', month, year, clock] = new Date(time * 1000)
    .toUTCString()
    .split(' ');
  return `${weekday.slice(0, 3)} ${month} ${day.replace(/^0/, ' ')} ${clock} ${year}`;
}
