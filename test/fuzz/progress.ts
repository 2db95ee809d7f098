/** What the thread that reads shares with the one that watches: which input, and since when. */
export type Progress = Int32Array;

export function newProgress(): Progress {
  const progress = new Int32Array(new SharedArrayBuffer(8));
  progress[0] = -1;
  return progress;
}

export function setProgress(progress: Progress, index: number): void {
  Atomics.store(progress, 0, index);
}

/** The input that is read; -1 before the first. */
export function progressOf(progress: Progress): number {
  return Atomics.load(progress, 0);
}
