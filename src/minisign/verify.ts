import { concat, utf8 } from '../container/bytes.ts';
import type { ErrorCode } from '../errors.ts';
import { JacoPkgError } from '../errors.ts';
import type { Data } from './data.ts';
import { gather, prehash } from './data.ts';
import { verifyBytes } from './ed25519.ts';
import type { PublicKey } from './public-key.ts';
import type { Signature } from './signature.ts';

export interface Verified {
  /** The trusted key that made the signature: one of those given. */
  readonly key: PublicKey;
  readonly trustedComment: string;
}

export interface VerifyOptions {
  /** Refuse a legacy signature, as `minisign -H` does. */
  readonly requirePrehashed?: boolean;
  /** Name of the signature file, for errors. */
  readonly file?: string;
}

/**
 * Verifies the signature over the data, then the one over the trusted comment, with whichever of
 * the trusted keys it names. Reads no data when none of them fits. Throws
 *   - `signature_key_unknown`: made by a key that is not among `keys`;
 *   - `signature_invalid`: the data or the trusted comment is not what that key signed.
 */
export async function verify(
  data: Data,
  signature: Signature,
  keys: readonly PublicKey[],
  options: VerifyOptions = {},
): Promise<Verified> {
  const refuse = (code: ErrorCode, message: string, hint?: string) => {
    const { file } = options;
    const place = file === undefined ? {} : { place: { file } };
    return new JacoPkgError({ code, message, ...place, ...(hint && { hint }) });
  };
  const named = keys.filter((key) => key.keyId === signature.keyId);
  if (named.length === 0) {
    const trusted = keys.map((key) => key.keyId).join(', ') || 'none';
    const message = `the signature is by key ${signature.keyId}; trusted keys: ${trusted}`;
    throw refuse('signature_key_unknown', message);
  }
  if (options.requirePrehashed && !signature.isPrehashed) {
    throw refuse('signature_invalid', 'the signature is a legacy one, over unhashed data');
  }
  const message = signature.isPrehashed ? await prehash(data) : await gather(data);
  const key = named.find(({ publicKey }) => verifyBytes(publicKey, message, signature.signature));
  if (!key) throw refuse('signature_invalid', 'the signature does not belong to the data');
  const covered = concat([signature.signature, utf8(signature.trustedComment)]);
  if (!verifyBytes(key.publicKey, covered, signature.globalSignature)) {
    throw refuse('signature_invalid', 'the trusted comment is not the one that was signed');
  }
  return { key, trustedComment: signature.trustedComment };
}
