// LZMA2: chunks of LZMA or of bare bytes, each with its lengths.
//   LZMA chunk: { 1 r r s s s s s, size - 1 low 16 bits, packed size - 1, [properties], data }
//     r r: 0 nothing is reset, 1 the state, 2 also the properties, 3 also the dictionary
//     s: highest bits of the size - 1
//   bare chunk: { 1 (with a dictionary reset) or 2, size - 1, data };  end: { 0 }
// Facts of the format: linux/Documentation/staging/xz.rst and the xz file format, section 5.3.1.
import { concat } from '../../container/bytes.ts';
import { createFinder } from './finders.ts';
import type { MatchFinder } from './match-finder.ts';
import { MAX_MATCH, PROPERTIES } from './model.ts';
import type { Parser } from './parser.ts';
import { createParser } from './parsers.ts';
import { presetOf } from './presets.ts';
import { SymbolEncoder } from './symbol-encoder.ts';

/** Limits of a chunk, before and after compression. */
const CHUNK_SIZE = 2 ** 21;
const PACKED_SIZE = 2 ** 16;
/** More than one symbol can take. */
const SYMBOL_ROOM = 32;

const DICTIONARY_RESET = 3;
const PROPERTIES_RESET = 2;

/** Compresses pieces that are independent of one another. */
export class Lzma2Encoder {
  readonly longest: number;
  readonly #encoder = new SymbolEncoder(PACKED_SIZE + SYMBOL_ROOM);
  readonly #finder: MatchFinder;
  readonly #parser: Parser;
  /** Symbols that were decided on and not encoded yet. */
  #pending = 0;

  /** @param longest length of the longest piece to come; does not affect the bytes */
  constructor(level: number, longest: number) {
    const preset = presetOf(level);
    this.longest = longest;
    this.#finder = createFinder(preset, Math.min(preset.window, powerOfTwoFrom(longest)));
    this.#parser = createParser(preset, this.#encoder, this.#finder);
  }

  /** LZMA2 chunks without the end mark. The first one resets the dictionary. */
  encode(data: Uint8Array): Uint8Array {
    this.#finder.reset(data.length);
    this.#parser.reset();
    this.#encoder.reset();
    const chunks: Uint8Array[] = [];
    this.#pending = 0;
    let reset = DICTIONARY_RESET;
    for (let at = 0; at < data.length; ) {
      const end = this.#encodeChunk(data, at);
      const packed = this.#encoder.range.finish();
      if (packed.length < end - at) {
        chunks.push(lzmaHeader(reset, end - at, packed.length), packed.slice());
        reset = 0;
      } else {
        chunks.push(bareHeader(reset === DICTIONARY_RESET, end - at), data.subarray(at, end));
        // A decoder knows nothing of what was tried here.
        this.#encoder.reset();
        reset = PROPERTIES_RESET;
      }
      at = end;
    }
    return concat(chunks);
  }

  /** Encodes symbols while there is room for one more; returns where they end. */
  #encodeChunk(data: Uint8Array, from: number): number {
    const encoder = this.#encoder;
    const { range } = encoder;
    const { lengths, distances } = this.#parser;
    const limit = Math.min(data.length, from + CHUNK_SIZE - MAX_MATCH);
    let at = from;
    while (at < limit && range.size <= PACKED_SIZE - SYMBOL_ROOM) {
      if (this.#pending === 0) this.#pending = this.#parser.parse(data, at, data.length, 0);
      this.#pending -= 1;
      const length = lengths[this.#pending] as number;
      encoder.encode(data, at, length, distances[this.#pending] as number, 0);
      at += length;
    }
    return at;
  }
}

function lzmaHeader(reset: number, size: number, packedSize: number): Uint8Array {
  const [high, middle, low] = bytesOf(size - 1);
  const [, packedHigh, packedLow] = bytesOf(packedSize - 1);
  const control = 0x80 | (reset << 5) | high;
  const header = [control, middle, low, packedHigh, packedLow];
  return Uint8Array.from(reset >= PROPERTIES_RESET ? [...header, PROPERTIES] : header);
}

function bareHeader(resetDictionary: boolean, size: number): Uint8Array {
  const [, high, low] = bytesOf(size - 1);
  return Uint8Array.of(resetDictionary ? 1 : 2, high, low);
}

/** Three bytes, the highest first. */
function bytesOf(value: number): [number, number, number] {
  return [value >>> 16, (value >>> 8) & 0xff, value & 0xff];
}

function powerOfTwoFrom(size: number): number {
  let power = 4096;
  while (power < size) power *= 2;
  return power;
}
