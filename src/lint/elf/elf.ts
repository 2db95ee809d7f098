// ELF, by the System V gABI (chapters 4 and 5) and its Linux extensions, as far as packages care:
//   Ehdr      16 bytes of identity; type, machine; where the two tables below are
//   Phdr[]    segments: PT_LOAD maps the file, PT_INTERP and PT_DYNAMIC lie in it
//   Shdr[]    sections; a stripped file has no SHT_SYMTAB among them

import { readDynamic } from './dynamic.ts';
import { ElfBytes } from './elf-bytes.ts';
import type { Elf, Segment } from './model.ts';

const TYPES = ['other', 'relocatable', 'executable', 'shared', 'core'] as const;
const PT_DYNAMIC = 2;
const PT_INTERP = 3;
const PT_GNU_STACK = 0x6474_e551;
const PF_X = 1;
const SHT_SYMTAB = 2;
/** Far more than any linker writes. */
const MOST = 65_535;
const MAX_NAME = 4096;

export function isElf(head: Uint8Array): boolean {
  return [0x7f, 0x45, 0x4c, 0x46].every((byte, i) => head[i] === byte);
}

/**
 * Reads a file; undefined when it is damaged, or cut off.
 * @param isWhole false for the first part of a large one: of its sections nothing is known then
 */
export function readElf(bytes: Uint8Array, isWhole = true): Elf | undefined {
  const [, , , , elfClass, data] = bytes;
  if (!isElf(bytes) || (elfClass !== 1 && elfClass !== 2) || (data !== 1 && data !== 2)) {
    return undefined;
  }
  try {
    return readTables(new ElfBytes(bytes, elfClass === 2, data === 1), isWhole);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readTables(file: ElfBytes, isWhole: boolean): Elf {
  const segments = segmentsOf(file);
  const find = (wanted: number) => segments.find(({ type }) => type === wanted);
  const [interp, dynamic, stack] = [PT_INTERP, PT_DYNAMIC, PT_GNU_STACK].map(find);
  return {
    bits: file.is64 ? 64 : 32,
    isLittleEndian: file.isLittle,
    machine: file.half(18),
    type: TYPES[file.half(16)] ?? 'other',
    interpreter: interp ? file.text(interp.offset, Math.min(interp.size, MAX_NAME)) : '',
    isDynamic: dynamic !== undefined,
    ...readDynamic(file, dynamic, segments),
    hasExecutableStack: stack !== undefined && (stack.flags & PF_X) !== 0,
    isStripped: !isWhole || !sectionTypes(file).includes(SHT_SYMTAB),
  };
}

/** Program headers; the fields of the two classes are in different orders. */
function segmentsOf(file: ElfBytes): Segment[] {
  const start = file.word(file.is64 ? 32 : 28);
  const [size, count] = file.is64 ? [file.half(54), file.half(56)] : [file.half(42), file.half(44)];
  return Array.from({ length: start === 0 ? 0 : Math.min(count, MOST) }, (_, i) => {
    const at = start + i * size;
    const type = file.int(at);
    return file.is64
      ? {
          type,
          flags: file.int(at + 4),
          offset: file.word(at + 8),
          address: file.word(at + 16),
          size: file.word(at + 32),
        }
      : {
          type,
          flags: file.int(at + 24),
          offset: file.word(at + 4),
          address: file.word(at + 8),
          size: file.word(at + 16),
        };
  });
}

function sectionTypes(file: ElfBytes): number[] {
  const start = file.word(file.is64 ? 40 : 32);
  const [size, count] = file.is64 ? [file.half(58), file.half(60)] : [file.half(46), file.half(48)];
  const length = start === 0 ? 0 : Math.min(count, MOST);
  return Array.from({ length }, (_, i) => file.int(start + i * size + 4));
}
