import { concat, utf8 } from '../container/bytes.ts';
import { checkComment } from './comment.ts';
import type { Data } from './data.ts';
import { prehash } from './data.ts';
import { signBytes } from './ed25519.ts';
import type { SecretKey } from './secret-key.ts';
import type { Signature } from './signature.ts';

export interface Comments {
  /** Signed along with the data, and shown after verification. */
  readonly trusted: string;
  /** Not signed; by default the reference program's. */
  readonly untrusted?: string;
}

/**
 * Signs the BLAKE2b-512 of the data, whatever its length. The same data, key and comments give the
 * same signature. Throws `comment_invalid`; an error of the stream passes through.
 */
export async function sign(data: Data, key: SecretKey, comments: Comments): Promise<Signature> {
  const { trusted, untrusted = 'signature from minisign secret key' } = comments;
  checkComment('trusted', trusted);
  checkComment('untrusted', untrusted);
  const signature = signBytes(key.privateKey, await prehash(data));
  return {
    keyId: key.publicKey.keyId,
    isPrehashed: true,
    signature,
    untrustedComment: untrusted,
    trustedComment: trusted,
    globalSignature: signBytes(key.privateKey, concat([signature, utf8(trusted)])),
  };
}
