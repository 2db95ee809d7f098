// The .lzma format, by the LZMA SDK's lzma-specification.txt:
//   properties 1 | dictionary size u32 | unpacked size u64, or all ones | range coded symbols
// with little-endian numbers. Only an end marker ends a stream of unknown size.
import type { ByteReader } from '../byte-reader.ts';
import type { Reading } from '../reading.ts';
import { LzmaDecoder, type LzmaProperties } from './lzma-decoder.ts';

const HEADER_SIZE = 13;
const CHUNK = 64 * 1024;
/** More than any one symbol takes of the input, or gives to the output. */
const SYMBOL_INPUT = 64;
const SYMBOL_OUTPUT = 273;
const MIN_DICTIONARY = 4096;

/** Whether a stream may start so: there is no magic, only values that writers use. */
export function isLzma(head: Uint8Array): boolean {
  const [properties = 255] = head;
  if (head.length <= HEADER_SIZE || head[HEADER_SIZE] !== 0 || properties >= 9 * 5 * 5)
    return false;
  const view = new DataView(head.buffer, head.byteOffset, HEADER_SIZE);
  const dictionary = view.getUint32(1, true);
  const isPowerOf2 = (dictionary & (dictionary - 1)) === 0 && dictionary >= MIN_DICTIONARY;
  const isSumOf2 =
    (dictionary & (dictionary - 1)) === dictionary / 1.5 && dictionary >= MIN_DICTIONARY;
  const size = view.getBigUint64(5, true);
  return (isPowerOf2 || isSumOf2) && (size === 2n ** 64n - 1n || size < 2n ** 40n);
}

export async function* unlzma(reader: ByteReader, reading: Reading): AsyncGenerator<Uint8Array> {
  const start = reader.position;
  const { properties, size } = parseHeader(await reader.read(HEADER_SIZE));
  if (!properties) throw reading.malformed('the lzma header is damaged', reader.at(start));
  if (properties.dictionarySize > reading.limits.window) {
    throw reading.tooLarge(
      `lzma asks for ${properties.dictionarySize} bytes of history`,
      reader.at(start + 1),
    );
  }
  const decoder = new LzmaDecoder(properties, properties.dictionarySize + CHUNK);
  const { range, window } = decoder;
  const damaged = () => {
    const why = range.overrun ? 'ends too early' : 'is damaged';
    return reading.malformed(`the lzma data ${why}`, reader.at());
  };
  let isLast = !(await feed(decoder, reader));
  if (!range.start()) throw damaged();
  let given = 0;
  for (let ended = false; !ended; ) {
    while (decoder.written - given < CHUNK - SYMBOL_OUTPUT) {
      if (!isLast && range.input.length - range.position < SYMBOL_INPUT) {
        isLast = !(await feed(decoder, reader));
      }
      // The size is known, and there: a marker may still follow.
      if (decoder.written === size && (range.isFinished || isLast)) ended = true;
      else {
        const step = decoder.step(size - decoder.written);
        if (step === 'damaged' || range.overrun) throw damaged();
        if (step === 'end' && size !== Number.POSITIVE_INFINITY && decoder.written < size)
          throw damaged();
        ended = step === 'end';
      }
      if (ended) break;
    }
    yield* partsOf(window, given, decoder.written);
    given = decoder.written;
  }
  reader.giveBack(range.input.subarray(range.position));
}

/** Puts more input behind what is left; false at the end. */
async function feed({ range }: LzmaDecoder, reader: ByteReader): Promise<boolean> {
  const rest = range.input.subarray(range.position);
  const more = await reader.readUpTo(CHUNK);
  range.input = Buffer.concat([rest, more]);
  range.position = 0;
  return more.length === CHUNK;
}

function parseHeader(header: Uint8Array): { properties?: LzmaProperties; size: number } {
  const view = new DataView(header.buffer, header.byteOffset, HEADER_SIZE);
  const packed = view.getUint8(0);
  const size = view.getBigUint64(5, true);
  const sizes = size === 2n ** 64n - 1n ? Number.POSITIVE_INFINITY : Number(size);
  if (packed >= 9 * 5 * 5) return { size: sizes };
  return {
    size: sizes,
    properties: {
      literalContextBits: packed % 9,
      literalPositionBits: Math.floor(packed / 9) % 5,
      positionBits: Math.floor(packed / 45),
      dictionarySize: Math.max(view.getUint32(1, true), MIN_DICTIONARY),
    },
  };
}

/** Copies of the bytes between two positions of a ring. */
function* partsOf(window: Uint8Array, from: number, to: number): Generator<Uint8Array> {
  if (from === to) return;
  const start = from % window.length;
  const end = start + to - from;
  yield window.slice(start, end);
  if (end > window.length) yield window.slice(0, end - window.length);
}
