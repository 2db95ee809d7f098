// What rules want to know of the content of a file, learned while it is read once.
import { isElf, readElf } from '../elf/elf.ts';
import type { Elf } from '../elf/model.ts';

export interface ContentFacts {
  /** Of an ELF file; `damaged` when it cannot be read to the end. */
  readonly elf?: Elf | 'damaged';
  /** What stands behind `#!` in the first line. */
  readonly shebang?: string;
  /** A zip archive, as jar files are: the kernel may be told how to run those. */
  readonly isZip: boolean;
  /** MTIME of a gzip file, RFC 1952 section 2.3.1. */
  readonly gzipTime?: number;
  /** A secret key in PEM, RFC 7468, that no password protects. */
  readonly hasPrivateKey: boolean;
  /** Lines that end in a carriage return and a line feed. */
  readonly hasCarriageReturns: boolean;
  /** The whole text, of files that rules read. */
  readonly text?: string;
}

/** Enough for any text that rules read, and for a key at the start of a file. */
const HEAD = 64 * 1024;
/** An ELF file is kept until its end, where its tables are; of a larger one this much. */
const MAX_ELF = 256 * 1024 * 1024;

const PRIVATE_KEY =
  /^-----BEGIN (RSA |EC |DSA |OPENSSH )?PRIVATE KEY-----\r?\n(?!Proc-Type: 4,ENC)/m;

/** Takes the bytes of one file, in order. */
export class ContentReader {
  #kept: Buffer[] = [];
  #size = 0;
  #isElf = false;
  readonly #wantsText: boolean;

  constructor(path: string) {
    this.#wantsText = isRead(path);
  }

  /** True when the rest of the file can tell nothing. */
  get isDone(): boolean {
    return this.#size >= (this.#isElf ? MAX_ELF : HEAD);
  }

  take(chunk: Uint8Array): void {
    if (this.isDone) return;
    // A copy: whoever gives it may use the memory again.
    this.#kept.push(Buffer.from(chunk));
    this.#size += chunk.length;
    if (this.#size - chunk.length < 4 && this.#size >= 4) {
      this.#kept = [Buffer.concat(this.#kept)];
      this.#isElf = isElf(this.#kept[0] ?? Buffer.alloc(0));
    }
  }

  facts(): ContentFacts {
    const bytes = Buffer.concat(this.#kept);
    this.#kept = [];
    if (this.#isElf) {
      const elf = readElf(bytes, !this.isDone) ?? 'damaged';
      return { elf, isZip: false, hasPrivateKey: false, hasCarriageReturns: false };
    }
    return textFacts(bytes.subarray(0, HEAD), this.#wantsText);
  }
}

function textFacts(head: Buffer, wantsText: boolean): ContentFacts {
  const latin = head.toString('latin1');
  const shebang = /^#!([^\n]*)/.exec(latin)?.[1];
  const isGzip = head[0] === 0x1f && head[1] === 0x8b && head.length >= 10;
  return {
    ...(shebang !== undefined && { shebang: shebang.trim() }),
    ...(isGzip && { gzipTime: head.readUInt32LE(4) }),
    isZip: latin.startsWith('PK\x03\x04'),
    hasPrivateKey: PRIVATE_KEY.test(latin),
    hasCarriageReturns: !isGzip && latin.includes('\r\n') && !latin.includes('\0'),
    ...(wantsText && { text: head.toString('utf8') }),
  };
}

/** Texts that rules read: units and copyright files. */
function isRead(path: string): boolean {
  return (
    /\/systemd\/(system|user)\/[^/]+$/.test(path) ||
    /^\/usr\/share\/doc\/[^/]+\/copyright$/.test(path)
  );
}
