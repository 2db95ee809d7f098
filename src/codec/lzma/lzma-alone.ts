// The legacy .lzma format: { properties, window as 4 bytes, length as 8 bytes, LZMA data }.
// The length is given as unknown, all bits set, and the data ends with a marker, as xz writes it.
// Facts of the format: doc/lzma-file-format.txt in xz.
import { concat } from '../../container/bytes.ts';
import { createFinder } from './finders.ts';
import type { MatchFinder } from './match-finder.ts';
import { PROPERTIES } from './model.ts';
import type { Parser } from './parser.ts';
import { createParser } from './parsers.ts';
import { presetOf } from './presets.ts';
import { SymbolEncoder } from './symbol-encoder.ts';

/**
 * Bytes that have to be at hand before symbols are decided on, unless the end is: more than any
 * decision looks at, so that it does not matter how the bytes arrive.
 */
const LOOKAHEAD = 8192;
/** Bytes that are taken in before the window is moved. */
const SLACK = 1024 * 1024;
/** Output is handed on in pieces of about this size. */
const PIECE_SIZE = 64 * 1024;
/** More than one symbol can take. */
const SYMBOL_ROOM = 32;

/** Compresses a stream of any length; holds a window or two of it. */
export class LzmaAloneEncoder {
  readonly #window: number;
  readonly #data: Uint8Array;
  readonly #encoder = new SymbolEncoder(PIECE_SIZE + SYMBOL_ROOM);
  readonly #finder: MatchFinder;
  readonly #parser: Parser;
  readonly #pieces: Uint8Array[];
  #filled = 0;
  #at = 0;
  /** Where the stream starts, counted from the start of the window. */
  #origin = 0;
  /** Symbols that were decided on and not encoded yet. */
  #pending = 0;

  constructor(level: number) {
    const preset = presetOf(level);
    this.#window = preset.window;
    this.#data = new Uint8Array(2 * preset.window + SLACK + LOOKAHEAD);
    this.#finder = createFinder(preset, preset.window);
    this.#finder.reset(preset.window);
    this.#parser = createParser(preset, this.#encoder, this.#finder);
    this.#encoder.reset();
    this.#pieces = [header(preset.window)];
  }

  /** Takes some bytes, and returns what is ready. */
  write(bytes: Uint8Array): Uint8Array {
    for (let rest = bytes; rest.length > 0; ) {
      const part = rest.subarray(0, this.#data.length - this.#filled);
      this.#data.set(part, this.#filled);
      this.#filled += part.length;
      rest = rest.subarray(part.length);
      this.#encode(this.#filled - LOOKAHEAD);
      if (this.#filled === this.#data.length) this.#move();
    }
    return concat(this.#pieces.splice(0));
  }

  /** Returns the rest. */
  finish(): Uint8Array {
    this.#encode(this.#filled);
    this.#encoder.encodeEnd(this.#at - this.#origin);
    this.#pieces.push(this.#encoder.range.finish().slice());
    return concat(this.#pieces.splice(0));
  }

  /** Encodes symbols that start before a position. */
  #encode(limit: number): void {
    const { lengths, distances } = this.#parser;
    const { range } = this.#encoder;
    while (this.#at < limit) {
      if (this.#pending === 0) {
        this.#pending = this.#parser.parse(this.#data, this.#at, this.#filled, this.#origin);
      }
      this.#pending -= 1;
      const length = lengths[this.#pending] as number;
      const distance = distances[this.#pending] as number;
      this.#encoder.encode(this.#data, this.#at, length, distance, this.#origin);
      this.#at += length;
      if (range.size > PIECE_SIZE) this.#pieces.push(range.take().slice());
    }
  }

  /** Drops what is out of reach, to make room. */
  #move(): void {
    this.#data.copyWithin(0, this.#window, this.#filled);
    this.#finder.shift(this.#window);
    this.#filled -= this.#window;
    this.#at -= this.#window;
    this.#origin -= this.#window;
  }
}

function header(window: number): Uint8Array {
  const bytes = new Uint8Array(13).fill(0xff);
  bytes[0] = PROPERTIES;
  new DataView(bytes.buffer).setUint32(1, window, true);
  return bytes;
}
