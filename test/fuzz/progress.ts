// What the thread that reads shares with the one that watches: the number of its input, its length,
// and the input.

export type Progress = SharedArrayBuffer;

const HEAD = 8;
/** Longer inputs are cut in reports. */
const ROOM = 1024 * 1024;

export function newProgress(): Progress {
  const progress = new SharedArrayBuffer(HEAD + ROOM);
  new Int32Array(progress, 0, 2).set([-1, 0]);
  return progress;
}

export function setProgress(progress: Progress, index: number, input: Buffer): void {
  const length = Math.min(input.length, ROOM);
  new Uint8Array(progress, HEAD, length).set(input.subarray(0, length));
  const head = new Int32Array(progress, 0, 2);
  Atomics.store(head, 1, length);
  Atomics.store(head, 0, index);
}

/** The number of the input that is read; -1 before the first. */
export function progressOf(progress: Progress): number {
  return Atomics.load(new Int32Array(progress, 0, 2), 0);
}

export function inputIn(progress: Progress): Buffer {
  const length = Atomics.load(new Int32Array(progress, 0, 2), 1);
  return Buffer.from(new Uint8Array(progress, HEAD, length).slice());
}
