/** The bytes of an ELF file, read in its own order and width; a RangeError where they end. */
export class ElfBytes {
  readonly is64: boolean;
  readonly isLittle: boolean;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array, is64: boolean, isLittle: boolean) {
    this.is64 = is64;
    this.isLittle = isLittle;
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** 16 bits. */
  half(at: number): number {
    return this.#view.getUint16(at, this.isLittle);
  }

  /** 32 bits. */
  int(at: number): number {
    return this.#view.getUint32(at, this.isLittle);
  }

  /** As many bits as an address has. What is beyond 2^53 is beyond any file, and ends it as well. */
  word(at: number): number {
    return this.is64 ? Number(this.#view.getBigUint64(at, this.isLittle)) : this.int(at);
  }

  /** Text up to a NUL or so many bytes; bytes that are no ASCII show as they are in Latin-1. */
  text(at: number, length: number): string {
    if (at > this.#bytes.length) throw new RangeError('beyond the end');
    const part = this.#bytes.subarray(at, at + length);
    const end = part.indexOf(0);
    const text = end < 0 ? part : part.subarray(0, end);
    return Buffer.from(text.buffer, text.byteOffset, text.length).toString('latin1');
  }
}
