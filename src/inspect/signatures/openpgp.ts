import { ReadableStream } from 'node:stream/web';
import type { CleartextMessage, Key, Message, Signature } from 'openpgp';
import { JacoPkgError } from '../../errors.ts';
import type { SignatureClaim, Verdict } from './claim.ts';

const CLEARTEXT = '-----BEGIN PGP SIGNED MESSAGE-----';

/** A signature that was read, and the way to verify it. */
interface Signed {
  /** Ids of the keys it names. */
  readonly key: string;
  verify(keys: Key[]): Promise<Verdict>;
}

/** @throws JacoPkgError if the package cannot be read */
export async function verifyOpenpgp(claim: SignatureClaim, keys: readonly Key[]): Promise<Verdict> {
  let key = '';
  try {
    const signed = await readSigned(claim);
    key = signed.key;
    return keys.length === 0
      ? { key, state: 'unchecked', detail: '' }
      : await signed.verify([...keys]);
  } catch (cause) {
    if (cause instanceof JacoPkgError) throw cause;
    return invalid(key, messageOf(cause));
  }
}

async function readSigned(claim: SignatureClaim): Promise<Signed> {
  const bytes = await claim.signature();
  const text = Buffer.from(bytes).toString('latin1');
  if (!text.startsWith(CLEARTEXT)) return detached(claim, bytes, text);
  // Its signature is over the text alone, so that any text of the key's owner would do.
  if (!claim.confirm) throw new TypeError('it is a signed text, and no signature of this file');
  return cleartext(bytes, claim.confirm);
}

async function detached(claim: SignatureClaim, bytes: Uint8Array, text: string): Promise<Signed> {
  const openpgp = await import('openpgp');
  const signature = text.includes('-----BEGIN PGP')
    ? await openpgp.readSignature({ armoredSignature: text })
    : await openpgp.readSignature({ binarySignature: bytes });
  const key = keyIds(signature);
  return {
    key,
    async verify(verificationKeys) {
      const message: Message<ReadableStream<Uint8Array>> = await openpgp.createMessage({
        binary: ReadableStream.from(claim.data()),
      });
      const format = 'binary';
      const result = await openpgp.verify({ message, signature, verificationKeys, format });
      // The verdict comes when all data went through; openpgp puts a getReader of its own in.
      const reader = result.data.getReader();
      while (!(await reader.read()).done);
      return judge(result.signatures, key);
    },
  };
}

async function cleartext(
  bytes: Uint8Array,
  confirm: (text: string) => Promise<string | undefined>,
): Promise<Signed> {
  const openpgp = await import('openpgp');
  const cleartextMessage = Buffer.from(bytes).toString('utf8');
  const message = await openpgp.readCleartextMessage({ cleartextMessage });
  const key = keyIds(message);
  return {
    key,
    async verify(verificationKeys) {
      const result = await openpgp.verify({ message, verificationKeys });
      const verdict = await judge(result.signatures, key);
      const fault = verdict.state === 'valid' ? await confirm(message.getText()) : undefined;
      return fault === undefined ? verdict : invalid(key, fault);
    },
  };
}

function invalid(key: string, detail: string): Verdict {
  return { key, state: 'invalid', detail };
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function keyIds(signed: Signature | CleartextMessage): string {
  return signed
    .getSigningKeyIDs()
    .map((id) => id.toHex())
    .join(' ');
}

/** What openpgp says of one signature. */
interface Result {
  readonly keyID: { toHex(): string };
  readonly verified: Promise<true>;
}

async function judge(results: readonly Result[], key: string): Promise<Verdict> {
  let worst = invalid(key, 'there is no signature in it');
  for (const { verified, keyID } of results) {
    try {
      await verified;
      return { key: keyID.toHex(), state: 'valid', detail: '' };
    } catch (cause) {
      const detail = messageOf(cause);
      const isUnknown = /could not find signing key/i.test(detail);
      worst = isUnknown ? { key, state: 'unknown-key', detail: '' } : invalid(key, detail);
    }
  }
  return worst;
}
