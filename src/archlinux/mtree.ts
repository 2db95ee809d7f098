// .MTREE, mtree(5): a line for each entry with what `pacman -Qkk` checks of it. Names are
// relative to `.`; bytes that would end a word are written as three octal digits.
import { utf8 } from '../container/bytes.ts';
import type { TarMember } from '../container/tar.ts';
import type { Digests } from '../model/segment.ts';

/** A tar member with the digests of its body. */
export interface Listed {
  readonly member: TarMember;
  /** Of regular files: pacman before 6.1 checks MD5, later ones SHA-256. */
  readonly digests?: Digests;
}

const HEADER = '#mtree\n/set type=file uid=0 gid=0 mode=644\n';

export function mtree(listed: readonly Listed[]): Uint8Array {
  return utf8(HEADER + listed.map(line).join(''));
}

function line({ member, digests }: Listed): string {
  const { type, mode, mtime, size, linkname } = member;
  const words = [visEscape(`./${member.name.replace(/\/$/, '')}`), `time=${mtime}.0`];
  if (type !== 'file') words.push(`type=${type === 'dir' ? 'dir' : 'link'}`);
  words.push(`mode=${mode.toString(8)}`);
  if (type === 'file') {
    words.push(`size=${size}`, `md5digest=${digests?.md5}`, `sha256digest=${digests?.sha256}`);
  }
  if (linkname !== undefined) words.push(`link=${visEscape(linkname)}`);
  return `${words.join(' ')}\n`;
}

/** Letters, digits and a few marks as they are; of the rest, every byte as \ooo. */
function visEscape(path: string): string {
  const bytes = Array.from(utf8(path), (byte) => {
    const char = String.fromCharCode(byte);
    if (/[A-Za-z0-9._/+:@%,~^-]/.test(char)) return char;
    return `\\${byte.toString(8).padStart(3, '0')}`;
  });
  return bytes.join('');
}
