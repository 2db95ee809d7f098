// Which of the keys in a file signs. As in nfpm: the signing subkey that its key vouched for last,
// of several the first; without one the key itself.
import type { JacoPkgError } from '../errors.ts';
import type { Candidate } from './openpgp-candidates.ts';
import { keyError, type Origin } from './problem.ts';

const KEY_ID = /^(?:0x)?([0-9a-f]{16}|[0-9a-f]{40})$/i;

/**
 * The key to sign with.
 * @param keyId 16 or 40 hex digits; '' for the default
 * @throws JacoPkgError with code `key_invalid`
 */
export function choose(candidates: readonly Candidate[], keyId: string, origin: Origin): Candidate {
  const asked = keyId === '' ? candidates : candidatesNamed(keyId, candidates, origin);
  const usable = asked.filter(({ fault }) => fault === undefined);
  const [first, ...others] = usable;
  if (!first) throw noneUsable(asked, origin);
  if (others.some(({ key }) => key !== first.key)) throw several(usable, origin);
  return others.reduce((best, other) => (other.bound > best.bound ? other : best), first);
}

function candidatesNamed(
  keyId: string,
  candidates: readonly Candidate[],
  origin: Origin,
): Candidate[] {
  const { place, setting, file } = origin;
  const wanted = KEY_ID.exec(keyId)?.[1]?.toLowerCase();
  if (wanted === undefined) {
    const message = `${JSON.stringify(keyId)} is no key id`;
    throw keyError(
      'key_invalid',
      place,
      message,
      `set ${idSetting(setting)} to 16 or 40 hex digits`,
    );
  }
  const found = candidates.filter(({ packet }) => packet.getFingerprint().endsWith(wanted));
  if (found.length > 0) return found;
  const message = `${file} holds no key ${keyId}`;
  throw keyError('key_invalid', place, message, `it holds ${candidates.map(idOf).join(', ')}`);
}

function noneUsable(asked: readonly Candidate[], { place, file }: Origin): JacoPkgError {
  const faults = asked.map((candidate) => `${idOf(candidate)} ${candidate.fault}`).join(', ');
  const hint = 'use a key, or add a subkey, that may sign and has not expired';
  return keyError('key_invalid', place, `no key in ${file} can sign: ${faults}`, hint);
}

function several(usable: readonly Candidate[], { place, setting, file }: Origin): JacoPkgError {
  const ids = usable.map(idOf).join(', ');
  const hint = `set ${idSetting(setting)} to one of ${ids}`;
  return keyError('key_invalid', place, `${file} holds several keys that can sign`, hint);
}

/** The 16 digits that are a key's id for short. */
export function idOf({ packet }: Candidate): string {
  return packet.getKeyID().toHex().toUpperCase();
}

/** `deb.signature.key_file` -> `deb.signature.key_id`, and `keyFile` -> `keyId`. */
function idSetting(setting: string): string {
  return setting.replace(/file$/, 'id').replace(/File$/, 'Id');
}
