import type { ArMember } from '../archive/ar-guard.ts';
import type { SignatureClaim } from '../signatures/claim.ts';

/**
 * debsigs signs the three members as they stand in the archive, one after the other; dpkg-sig a
 * text of its own that lists their digests.
 */
export function debSignatures(
  others: readonly ArMember[],
  signed: readonly ArMember[],
): SignatureClaim[] {
  return others
    .filter(({ name }) => name.startsWith('_gpg'))
    .map(({ name, source }) => ({
      name,
      form: 'openpgp',
      signature: () => source.read(0, source.size),
      async *data() {
        for (const member of signed) yield* member.source.chunks();
      },
    }));
}
