import type { FormatName } from '../model/package.ts';
import type { Place } from '../model/problem.ts';
import { composite } from '../model/segment.ts';
import type { Signer } from '../model/signing.ts';
import { checkedSignature, type External, signerFailed } from './external.ts';
import type { SignCallback } from './options.ts';

export interface CallbackContext {
  readonly format: FormatName;
  /** Of the package. */
  readonly name: string;
  readonly place: Place;
  readonly signal: AbortSignal | undefined;
}

/** A signer that asks a function. */
export function callbackSigner(
  callback: SignCallback,
  { format, name, place, signal }: CallbackContext,
): Signer {
  const from: External = { label: `the sign callback for ${format}`, place };
  return {
    async sign(form, data) {
      const request = { format, name, form };
      const given = await Promise.resolve()
        .then(() => callback(composite(data), request))
        .catch((cause) => {
          signal?.throwIfAborted();
          const reason = cause instanceof Error ? cause.message : String(cause);
          throw signerFailed(from, `failed: ${reason}`, 'see what it throws', cause);
        });
      return checkedSignature(form, bytesOf(given), from);
    },
  };
}

/** Anything else that a program without types may give is no signature. */
function bytesOf(given: unknown): Uint8Array {
  if (typeof given === 'string') return Buffer.from(given);
  return given instanceof Uint8Array ? given : new Uint8Array();
}
