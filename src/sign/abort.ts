import type { Segment, Stored } from '../model/segment.ts';
import type { Signer } from '../model/signing.ts';

/** A signer that stops reading what it signs, with the signal's reason, once that is aborted. */
export function abortable(signer: Signer, signal: AbortSignal | undefined): Signer {
  if (!signal) return signer;
  return {
    sign: (form, data) =>
      signer.sign(
        form,
        data.map((segment) => watched(segment, signal)),
      ),
  };
}

function watched(segment: Segment, signal: AbortSignal): Segment {
  if (segment instanceof Uint8Array) return segment;
  const stored: Stored = {
    size: segment.size,
    async *chunks() {
      for await (const chunk of segment.chunks()) {
        signal.throwIfAborted();
        yield chunk;
      }
    },
  };
  return stored;
}
