import { createHash } from 'node:crypto';
import type { ArMember } from '../archive/ar-guard.ts';
import type { Reading } from '../reading.ts';
import type { SignatureClaim } from '../signatures/claim.ts';

/** A signature is never larger. */
const MAX_SIZE = 1024 * 1024;

/**
 * debsigs signs the three members as they stand in the archive, one after the other; dpkg-sig a
 * text of its own that lists their digests. Both are members whose names start with _gpg.
 */
export function debSignatures(
  others: readonly ArMember[],
  signed: readonly ArMember[],
  reading: Reading,
): SignatureClaim[] {
  return others
    .filter(({ name }) => name.startsWith('_gpg'))
    .map(({ name, source }) => ({
      name,
      form: 'openpgp',
      async signature() {
        if (source.size <= MAX_SIZE) return source.read(0, source.size);
        throw reading.tooLarge(`a signature of ${source.size} bytes`, { offset: source.offset });
      },
      async *data() {
        for (const member of signed) yield* member.source.chunks();
      },
      confirm: (text) => listedDigests(text, signed),
    }));
}

/** dpkg-sig's `MD5 SHA1 SIZE NAME` lines, held against the members: each has to be there. */
async function listedDigests(
  text: string,
  signed: readonly ArMember[],
): Promise<string | undefined> {
  const lines = [...text.matchAll(/^[ \t]+([0-9a-f]{32}) ([0-9a-f]{40}) (\d+) (\S+)[ \t]*$/gm)];
  for (const { name, source } of signed) {
    const line = lines.find(([, , , , listed]) => listed === name);
    if (!line) return `${name} is not in the signed list`;
    const [md5, sha1] = [createHash('md5'), createHash('sha1')];
    for await (const chunk of source.chunks()) {
      md5.update(chunk);
      sha1.update(chunk);
    }
    const actual = `${md5.digest('hex')} ${sha1.digest('hex')} ${source.size}`;
    if (actual !== line.slice(1, 4).join(' ')) return `${name} is not what the signed list says`;
  }
  return undefined;
}
