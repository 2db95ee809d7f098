import type { JacoPkgError } from '../errors.ts';
import { chunksOf, type Segment } from '../model/segment.ts';
import type { SignatureForm, Signer } from '../model/signing.ts';
import { canonicalText, cleartext } from './cleartext.ts';
import { type Candidate, candidatesOf } from './openpgp-candidates.ts';
import { choose, idOf } from './openpgp-choice.ts';
import { parseOpenPgpKeys } from './openpgp-file.ts';
import { signaturePacket } from './packet.ts';
import type { Passphrase } from './passphrase.ts';
import { keyError, type Origin } from './problem.ts';
import { type SecretKey, secretKey } from './secret.ts';

export interface OpenPgpRequest {
  /** 16 or 40 hex digits; '' for the default. */
  readonly keyId: string;
  readonly passphrase: Passphrase;
  /** Of the package, in seconds since 1970. */
  readonly time: number;
  /** In seconds since 1970. */
  readonly now: number;
  /** Whether the signature is to be in an rpm. */
  readonly isRpm: boolean;
}

/** RFC 9580 section 9.1. */
const ECDSA = 19;

/** Seconds of a signature have 32 bits. */
const MAX_TIME = 0xffff_ffff;

/**
 * A signer with a key of a file. The time of its signatures is the package's; but that of the key,
 * where that is later, for a signature older than its key is refused by all readers.
 * @throws JacoPkgError with code `key_invalid` or `key_password`
 */
export async function openPgpSigner(
  bytes: Uint8Array,
  request: OpenPgpRequest,
  origin: Origin,
): Promise<Signer> {
  const { now, time } = request;
  const keys = await parseOpenPgpKeys(bytes, origin);
  const candidates = await Promise.all(keys.map((key) => candidatesOf(key, Math.max(now, time))));
  const chosen = choose(candidates.flat(), request.keyId, origin);
  if (request.isRpm && chosen.packet.algorithm === ECDSA) throw unknownToRpm(chosen, origin);
  await unlock(chosen, request.passphrase, origin);
  const key = usable(chosen, origin);
  const signedAt = Math.min(Math.max(time, chosen.since), MAX_TIME);
  return { sign: (form, data) => sign(key, form, data, signedAt) };
}

function unknownToRpm(chosen: Candidate, { place, file }: Origin): JacoPkgError {
  const message = `the key ${idOf(chosen)} in ${file} is for ECDSA, and rpm 4.18 and older refuse packages with such a signature`;
  const hint = 'use an RSA or Ed25519 key; or a signer command, if no such rpm is to install it';
  return keyError('key_invalid', place, message, hint);
}

async function unlock(
  { packet }: Candidate,
  { variable, value }: Passphrase,
  { place, file }: Origin,
): Promise<void> {
  if (packet.isDecrypted()) return;
  if (value === undefined) {
    const message = `the key in ${file} is locked, and there is no passphrase`;
    throw keyError('key_password', place, message, `set ${variable}`);
  }
  await packet.decrypt(value).catch(() => {
    const message = `the passphrase in ${variable} does not unlock the key in ${file}`;
    throw keyError('key_password', place, message, `set ${variable} to the right one`);
  });
}

function usable(chosen: Candidate, { place, file }: Origin): SecretKey {
  try {
    return secretKey(chosen.packet);
  } catch {
    const message = `the key ${idOf(chosen)} in ${file} is damaged`;
    throw keyError('key_invalid', place, message, 'export it again');
  }
}

async function sign(
  key: SecretKey,
  form: SignatureForm,
  data: readonly Segment[],
  time: number,
): Promise<Uint8Array> {
  switch (form) {
    case 'openpgp':
      return signaturePacket(key, 'binary', chunksOf(data), time);
    case 'openpgp-cleartext': {
      const text = (await bytesOf(data)).toString();
      const canonical = chunksOf([Buffer.from(canonicalText(text))]);
      const signature = await signaturePacket(key, 'text', canonical, time);
      return Buffer.from(cleartext(text, key.hash, signature));
    }
    default:
      throw new TypeError(`an OpenPGP key makes no ${form}`);
  }
}

async function bytesOf(data: readonly Segment[]): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunksOf(data)) parts.push(chunk);
  return Buffer.concat(parts);
}
