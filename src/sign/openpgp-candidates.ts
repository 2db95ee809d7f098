import type { PrivateKey, SignaturePacket, Subkey } from 'openpgp';
import { describe, isSupported, type SecretPacket } from './secret.ts';

/** A key, or a subkey, that a signature may come from. */
export interface Candidate {
  /** The key it is, or belongs to. */
  readonly key: PrivateKey;
  readonly packet: SecretPacket;
  /** When its key last vouched for this subkey, in seconds since 1970; 0 for the key itself. */
  readonly bound: number;
  /** Since when all that makes it a key is there, in seconds since 1970. */
  readonly since: number;
  /** Why it cannot sign: `has expired on 2024-03-01`. */
  readonly fault: string | undefined;
}

/** Key flag "may be used to sign data", RFC 9580 section 5.2.3.29. */
const SIGNS = 0x02;

/**
 * A key and its subkeys, in the order of the file.
 * @param time when they must not have expired, in seconds since 1970
 */
export async function candidatesOf(key: PrivateKey, time: number): Promise<Candidate[]> {
  const own = [...key.users.flatMap(({ selfCertifications }) => selfCertifications)];
  const since = Math.max(seconds(key.getCreationTime()), latest(own));
  const candidates: Candidate[] = [];
  if (isSecret(key.keyPacket)) {
    const fault = await faultOf(key, key, key.keyPacket, own, time);
    candidates.push({ key, packet: key.keyPacket, bound: 0, since, fault });
  }
  for (const subkey of key.subkeys) {
    const { keyPacket: packet, bindingSignatures } = subkey;
    if (!isSecret(packet)) continue;
    const bound = latest(bindingSignatures);
    const fault = await faultOf(key, subkey, packet, bindingSignatures, time);
    candidates.push({ key, packet, bound, since: Math.max(since, bound), fault });
  }
  return candidates;
}

async function faultOf(
  key: PrivateKey,
  part: PrivateKey | Subkey,
  packet: SecretPacket,
  vouchers: readonly SignaturePacket[],
  time: number,
): Promise<string | undefined> {
  const now = vouchers.find(({ created }) => seconds(created) === latest(vouchers));
  // A primary key of old may say nothing, and then it may do anything.
  const flags = now?.keyFlags?.[0] ?? (part === key ? SIGNS : 0);
  if ((flags & SIGNS) === 0) return 'is not for signing';
  if ([...key.revocationSignatures, ...part.revocationSignatures].length > 0) {
    return 'has been revoked';
  }
  if (packet.isDummy() || packet.isMissingSecretKeyMaterial()) return 'has no secret part there';
  if (!isSupported(packet)) return `is of a kind that cannot be used: ${describe(packet)}`;
  const expires = await expiration(key, part);
  if (expires <= time) return `has expired on ${day(expires)}`;
  return key.getSigningKey(part.getKeyID(), null).then(() => undefined, unusable);
}

/** In seconds since 1970; a subkey expires with its key. */
async function expiration(key: PrivateKey, part: PrivateKey | Subkey): Promise<number> {
  const ends = await Promise.all([key.getExpirationTime(), part.getExpirationTime()]);
  return Math.min(...ends.map((end) => (end instanceof Date ? seconds(end) : Infinity)));
}

/** What the OpenPGP library has against a key, in the words of its first error. */
function unusable(error: unknown): string {
  let first = error;
  while (first instanceof Error && first.cause) first = first.cause;
  return `cannot be used: ${first instanceof Error ? first.message : 'it is damaged'}`;
}

function isSecret(packet: object): packet is SecretPacket {
  return 'privateParams' in packet;
}

function latest(signatures: readonly SignaturePacket[]): number {
  return Math.max(0, ...signatures.map(({ created }) => seconds(created)));
}

function seconds(date: Date | null): number {
  return date ? Math.floor(date.getTime() / 1000) : 0;
}

function day(time: number): string {
  return new Date(time * 1000).toISOString().slice(0, 10);
}
