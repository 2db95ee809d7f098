import { ReadableStream } from 'node:stream/web';
import type { CleartextMessage, Key, Message, Signature } from 'openpgp';
import type { SignatureClaim, Verdict } from './claim.ts';

const CLEARTEXT = '-----BEGIN PGP SIGNED MESSAGE-----';

export async function verifyOpenpgp(claim: SignatureClaim, keys: readonly Key[]): Promise<Verdict> {
  const openpgp = await import('openpgp');
  const bytes = await claim.signature();
  const text = Buffer.from(bytes).toString('latin1');
  let key = '';
  try {
    if (text.startsWith(CLEARTEXT)) {
      const message = await openpgp.readCleartextMessage({
        cleartextMessage: Buffer.from(bytes).toString('utf8'),
      });
      key = keyIds(message);
      if (keys.length === 0) return { key, state: 'unchecked', detail: '' };
      const result = await openpgp.verify({ message, verificationKeys: [...keys] });
      const verdict = await judge(result.signatures, key);
      const fault =
        verdict.state === 'valid' ? await claim.confirm?.(message.getText()) : undefined;
      return fault === undefined ? verdict : { key, state: 'invalid', detail: fault };
    }
    const signature = text.includes('-----BEGIN PGP')
      ? await openpgp.readSignature({ armoredSignature: text })
      : await openpgp.readSignature({ binarySignature: bytes });
    key = keyIds(signature);
    if (keys.length === 0) return { key, state: 'unchecked', detail: '' };
    const message: Message<ReadableStream<Uint8Array>> = await openpgp.createMessage({
      binary: ReadableStream.from(claim.data()),
    });
    const result = await openpgp.verify({
      message,
      signature,
      verificationKeys: [...keys],
      format: 'binary',
    });
    // The verdict comes when all data went through; openpgp puts a getReader of its own in.
    const reader = result.data.getReader();
    while (!(await reader.read()).done);
    return await judge(result.signatures, key);
  } catch (cause) {
    return {
      key,
      state: 'invalid',
      detail: cause instanceof Error ? cause.message : String(cause),
    };
  }
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
  let worst: Verdict = { key, state: 'invalid', detail: 'there is no signature in it' };
  for (const { verified, keyID } of results) {
    try {
      await verified;
      return { key: keyID.toHex(), state: 'valid', detail: '' };
    } catch (cause) {
      const detail = cause instanceof Error ? cause.message : String(cause);
      const isUnknown = /could not find signing key/i.test(detail);
      worst = isUnknown
        ? { key, state: 'unknown-key', detail: '' }
        : { key, state: 'invalid', detail };
    }
  }
  return worst;
}
