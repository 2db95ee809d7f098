/** Below this, memory is left to the collector. */
const WORTH_IT = 16 * 1024;

/**
 * Gives back the memory of bytes that nobody needs any more, which are empty from then on. A
 * collector would come to it some 50 MB later; Node 20 has no other way.
 */
export function discard(bytes: Uint8Array): void {
  const { buffer } = bytes;
  // What is in a buffer with others may be needed by them.
  if (bytes.length < WORTH_IT || bytes.length !== buffer.byteLength) return;
  const transfer: unknown = Reflect.get(buffer, 'transfer');
  if (typeof transfer === 'function') transfer.call(buffer, 0);
}
