import type { At, Reading } from '../reading.ts';

/** Pieces that data may be in whatever they give: some that are nearly empty take a second. */
const FREE = 5000;
/** Bytes that each further one is to give, on average. */
const WORTH = 1024;

/**
 * Counts the pieces of compressed data: streams, members, frames, blocks. Each takes its time to
 * begin with, however little comes out.
 */
export class Pieces {
  readonly #name: string;
  readonly #reading: Reading;
  readonly #at: () => At;
  #count = 0;
  #given = 0;

  constructor(name: string, reading: Reading, at: () => At) {
    this.#name = name;
    this.#reading = reading;
    this.#at = at;
  }

  /** Another piece, or what takes as long as several; throws `package_too_large`. */
  next(cost = 1): void {
    this.#reading.goOn();
    this.#count += cost;
    if (this.#count <= FREE + this.#given / WORTH) return;
    const message = `the ${this.#name} data is in too many pieces that give next to nothing`;
    throw this.#reading.tooLarge(message, this.#at());
  }

  /** Bytes came out of a piece. */
  gave(bytes: number): void {
    this.#given += bytes;
  }
}
