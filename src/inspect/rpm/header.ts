// The rpm header structure, by rpm's docs/manual/format_header.md; integers are big-endian:
//   magic 8 | entries u32 | data size u32 | entry { tag, type, offset, count } * | data
import type { At, Reading } from '../reading.ts';
import type { Source } from '../source.ts';
import { textOf } from '../text.ts';

const MAGIC = Uint8Array.of(0x8e, 0xad, 0xe8, 1);
const PREFIX = 16;
const ENTRY = 16;
/** hdrchkTags and hdrchkData of rpm's lib/header.cc. */
const MAX_ENTRIES = 0xffff;
const MAX_DATA = 0x0fff_ffff;

/** Bytes of one value; 0 for texts, which end with a NUL. */
const WIDTHS = [0, 1, 1, 2, 4, 8, 0, 1, 0, 0];
/** Bytes of memory that a value takes, about. */
const NUMBER_COST = 8;
const TEXT_COST = 100;
const FIRST_TEXT = 6;
const BIN = 7;

interface Entry {
  readonly type: number;
  readonly offset: number;
  readonly count: number;
  /** Where the entry stands in the index. */
  readonly place: number;
}

/** Values are taken out when they are asked for, and only then held to be right. */
export class RpmHeader {
  /** From the magic to the end of the data. */
  readonly bytes: Buffer;
  /** Where it starts in the package. */
  readonly offset: number;
  readonly #entries: ReadonlyMap<number, Entry>;
  readonly #data: Buffer;
  readonly #reading: Reading;

  constructor(bytes: Uint8Array, offset: number, reading: Reading) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.offset = offset;
    this.#reading = reading;
    const count = this.bytes.readUInt32BE(8);
    this.#data = this.bytes.subarray(PREFIX + ENTRY * count);
    this.#entries = this.#readIndex(count);
  }

  has(tag: number): boolean {
    return this.#entries.has(tag);
  }

  get tags(): number[] {
    return [...this.#entries.keys()];
  }

  /** Integers of a tag, at most so many; [] when it is not there. */
  numbers(tag: number, most = Number.POSITIVE_INFINITY): number[] {
    const entry = this.#entries.get(tag);
    if (!entry) return [];
    const width = WIDTHS[entry.type] ?? 0;
    if (width === 0) throw this.#wrong(tag, entry, 'holds no numbers');
    const length = this.#count(tag, entry, most, NUMBER_COST);
    const values = this.#slice(tag, entry, entry.count * width);
    return Array.from({ length }, (_, i) =>
      width === 8 ? Number(values.readBigUInt64BE(i * 8)) : values.readUIntBE(i * width, width),
    );
  }

  number(tag: number): number | undefined {
    return this.numbers(tag, 1)[0];
  }

  /** Texts of a tag as bytes, without their NULs, at most so many; [] when it is not there. */
  strings(tag: number, most = Number.POSITIVE_INFINITY): Buffer[] {
    const entry = this.#entries.get(tag);
    if (!entry) return [];
    if (entry.type < FIRST_TEXT || entry.type === BIN)
      throw this.#wrong(tag, entry, 'holds no texts');
    const count = this.#count(tag, entry, most, TEXT_COST);
    const found: Buffer[] = [];
    for (let at = entry.offset; found.length < count; ) {
      const end = this.#data.indexOf(0, at);
      if (at >= this.#data.length || end < 0)
        throw this.#wrong(tag, entry, 'has a text without an end');
      found.push(this.#data.subarray(at, end));
      at = end + 1;
    }
    return found;
  }

  texts(tag: number): string[] {
    return this.strings(tag).map((bytes) => this.#text(tag, bytes));
  }

  /** The first text; of one in several languages, the untranslated. '' when it is not there. */
  text(tag: number): string {
    const [first] = this.strings(tag, 1);
    return first ? this.#text(tag, first) : '';
  }

  /** Tags may all lie at the same bytes: what each makes of them counts, where it is much. */
  #text(tag: number, bytes: Buffer): string {
    if (bytes.length <= TEXT_COST) return textOf(bytes);
    return this.#reading.text(bytes, this.at(tag));
  }

  /** A tag of bytes; undefined when it is not there. */
  binary(tag: number): Buffer | undefined {
    const entry = this.#entries.get(tag);
    if (!entry) return undefined;
    if (entry.type !== BIN) throw this.#wrong(tag, entry, 'holds no bytes');
    return this.#slice(tag, entry, entry.count);
  }

  /** Of what type a tag is: `text`, `number` or `binary`. */
  kind(tag: number): 'text' | 'number' | 'binary' | undefined {
    const type = this.#entries.get(tag)?.type;
    if (type === undefined) return undefined;
    if (type === BIN) return 'binary';
    return type >= FIRST_TEXT ? 'text' : 'number';
  }

  /** The place of a tag's index entry, for messages. */
  at(tag: number): At {
    return { offset: this.#entries.get(tag)?.place ?? this.offset };
  }

  #readIndex(count: number): Map<number, Entry> {
    const entries = new Map<number, Entry>();
    for (let i = 0; i < count; i += 1) {
      const at = PREFIX + ENTRY * i;
      const tag = this.bytes.readUInt32BE(at);
      const type = this.bytes.readUInt32BE(at + 4);
      const offset = this.bytes.readInt32BE(at + 8);
      const entry = {
        type,
        offset,
        count: this.bytes.readUInt32BE(at + 12),
        place: this.offset + at,
      };
      if (entries.has(tag)) throw this.#wrong(tag, entry, 'is there twice');
      if (type >= WIDTHS.length) throw this.#wrong(tag, entry, `is of type ${type}`);
      if (offset < 0 || offset > this.#data.length) throw this.#wrong(tag, entry, 'lies outside');
      entries.set(tag, entry);
    }
    return entries;
  }

  /**
   * How many values to take out. Tags may all lie at the same bytes, so the size of the header is
   * no bound: each value counts. One list of all files is the longest there is.
   */
  #count(tag: number, { count, place }: Entry, most: number, cost: number): number {
    const longest = Math.max(this.#reading.limits.entries, 0x1_0000);
    if (count > longest) {
      throw this.#reading.tooLarge(`rpm tag ${tag} has ${count} values`, { offset: place });
    }
    const taken = Math.min(count, most);
    this.#reading.keep(taken * cost, { offset: place });
    return taken;
  }

  #slice(tag: number, { offset, ...entry }: Entry, length: number): Buffer {
    if (offset + length > this.#data.length) {
      throw this.#wrong(tag, { offset, ...entry }, `has ${entry.count} values, beyond the header`);
    }
    return this.#data.subarray(offset, offset + length);
  }

  #wrong(tag: number, { place }: Entry, why: string) {
    return this.#reading.malformed(`rpm tag ${tag} ${why}`, { offset: place });
  }
}

/** The header at a place; throws `package_malformed`, `package_too_large`. */
export async function readHeader(
  file: Source,
  start: number,
  reading: Reading,
): Promise<RpmHeader> {
  const at = { offset: file.offset + start };
  const prefix = Buffer.from(await file.read(start, PREFIX));
  if (!prefix.subarray(0, 4).equals(MAGIC)) throw reading.malformed('there is no rpm header', at);
  const count = prefix.readUInt32BE(8);
  const dataSize = prefix.readUInt32BE(12);
  if (count > MAX_ENTRIES || dataSize > MAX_DATA) {
    throw reading.malformed(`an rpm header of ${count} tags and ${dataSize} bytes`, {
      offset: at.offset + 8,
    });
  }
  const size = PREFIX + ENTRY * count + dataSize;
  if (start + size > file.size) {
    const left = file.size - start;
    throw reading.malformed(`an rpm header claims ${size} bytes where ${left} are left`, at);
  }
  reading.keep(size, at);
  return new RpmHeader(await file.read(start, size), at.offset, reading);
}
