import type { PlannedEntry } from './model/entry.ts';

/** How far a build is. Bytes are those of the inputs, each counted once. */
export interface Progress {
  readonly readBytes: number;
  readonly totalBytes: number;
  /** Packages written so far, of how many. */
  readonly packages: number;
  readonly totalPackages: number;
}

/** Adds up what was read and written, and tells whoever asked. */
export class ProgressMeter {
  readonly #tell: ((progress: Progress) => void) | undefined;
  #state: Progress;

  constructor(
    packages: readonly { readonly entries: readonly PlannedEntry[] }[],
    tell: ((progress: Progress) => void) | undefined,
  ) {
    this.#tell = tell;
    this.#state = {
      readBytes: 0,
      // With nobody to tell, thousands of files are not gone through.
      totalBytes: tell ? bytesOf(packages.map(({ entries }) => entries)) : 0,
      packages: 0,
      totalPackages: packages.length,
    };
  }

  read(bytes: number): void {
    this.#advance({ readBytes: this.#state.readBytes + bytes });
  }

  wrote(): void {
    this.#advance({ packages: this.#state.packages + 1 });
  }

  #advance(change: Partial<Progress>): void {
    if (!this.#tell) return;
    this.#state = { ...this.#state, ...change };
    this.#tell(this.#state);
  }
}

/** Bytes of the inputs of some packages, each file counted once. */
function bytesOf(packages: readonly (readonly PlannedEntry[])[]): number {
  const known = new Set<unknown>();
  let sum = 0;
  // Packages that differ in their format alone have the same entries.
  for (const entry of [...new Set(packages)].flat()) {
    if (entry.type !== 'file') continue;
    const { body } = entry;
    const identity = body.kind === 'disk' ? body.identity : body.bytes;
    if (known.has(identity)) continue;
    known.add(identity);
    sum += entry.size;
  }
  return sum;
}
