import type { Signer } from '../model/signing.ts';

/**
 * Lets signers sign one at a time, though packages are made side by side: the key may be in a
 * token, or its program ask for a passphrase.
 */
export class Line {
  readonly #signal: AbortSignal | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** @param signal nobody whose turn comes later signs */
  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
  }

  /** The same signer, which waits for those before it. */
  of(signer: Signer): Signer {
    return {
      sign: (form, data) => {
        const signature = this.#last.then(() => {
          this.#signal?.throwIfAborted();
          return signer.sign(form, data);
        });
        // Told to whoever asked for the signature.
        this.#last = signature.catch(() => {});
        return signature;
      },
    };
  }
}
