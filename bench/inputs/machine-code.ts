import { readFileSync } from 'node:fs';

/** Type and flags of a segment that is loaded and executed (System V ABI, gABI chapter 5). */
const PT_LOAD = 1;
const PF_X = 1;

/** What is executed of the running Node, and what follows it in the file. Read once. */
let code: Buffer | undefined;

/**
 * Real machine code of a length, from the executable of the running Node: compressors find in it
 * what they find in programs.
 * @param offset from the start of the code; past the end it starts again
 */
export function machineCode(offset: number, length: number): Buffer {
  code ??= codeOf(readFileSync(process.execPath));
  const bytes = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const start = (offset + done) % code.length;
    done += code.copy(bytes, done, start, Math.min(code.length, start + length - done));
  }
  return bytes;
}

/** The largest executable segment of an ELF-64 file, to the end of the file; else all of it. */
export function codeOf(file: Buffer): Buffer {
  if (file.readUInt32BE(0) !== 0x7f454c46 || file[4] !== 2) return file;
  const table = Number(file.readBigUInt64LE(32));
  const [width, count] = [file.readUInt16LE(54), file.readUInt16LE(56)];
  let best = { start: 0, size: 0 };
  for (let at = table; at < table + width * count; at += width) {
    const isCode = file.readUInt32LE(at) === PT_LOAD && (file.readUInt32LE(at + 4) & PF_X) !== 0;
    const start = Number(file.readBigUInt64LE(at + 8));
    const size = Number(file.readBigUInt64LE(at + 32));
    if (isCode && size > best.size) best = { start, size };
  }
  return file.subarray(best.start);
}
