// ELF-64 executable (System V ABI, gABI chapters 4 and 5):
//   file header, program headers, code, section names, section headers
import { padded, record } from './bytes.mjs';

const MACHINE = { amd64: 62, arm64: 183 }; // EM_X86_64, EM_AARCH64
const HEADER = 64;
const PROGRAM_HEADER = 56;
const SECTION_HEADER = 64;
const BASE = 0x400000;
const PAGE = 0x10000; // the largest page either architecture uses
const NAMES = '\0.text\0.shstrtab\0';

/** A static executable of one read-only segment that holds the code. */
export function elf(arch, code) {
  const start = HEADER + 2 * PROGRAM_HEADER;
  const end = start + code.length;
  const names = padded(NAMES, Math.ceil((end + NAMES.length) / 8) * 8 - end);
  return Buffer.concat([
    fileHeader(arch, BASE + start, end + names.length),
    programHeader({ type: 1, flags: 5, address: BASE, size: end, align: PAGE }), // PT_LOAD, R+X
    // PT_GNU_STACK, R+W: no executable stack (Linux Standard Base, 8.1)
    programHeader({ type: 0x6474e551, flags: 6, address: 0, size: 0, align: 16 }),
    code,
    names,
    sectionHeader({ name: 0, type: 0, flags: 0, address: 0, offset: 0, size: 0, align: 0 }),
    // SHT_PROGBITS, SHF_ALLOC + SHF_EXECINSTR
    sectionHeader({
      name: NAMES.indexOf('.text'),
      type: 1,
      flags: 6,
      address: BASE + start,
      offset: start,
      size: code.length,
      align: 4,
    }),
    // SHT_STRTAB
    sectionHeader({
      name: NAMES.indexOf('.shstrtab'),
      type: 3,
      flags: 0,
      address: 0,
      offset: end,
      size: NAMES.length,
      align: 1,
    }),
  ]);
}

function fileHeader(arch, entry, sections) {
  return record(
    Buffer.from('\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0', 'latin1'), // 64-bit, little-endian, SysV
    [2, 2], // ET_EXEC
    [2, MACHINE[arch]],
    [4, 1], // EV_CURRENT
    [8, entry],
    [8, HEADER],
    [8, sections],
    [4, 0],
    [2, HEADER],
    [2, PROGRAM_HEADER],
    [2, 2],
    [2, SECTION_HEADER],
    [2, 3],
    [2, 2], // index of the section names
  );
}

function programHeader({ type, flags, address, size, align }) {
  return record(
    [4, type],
    [4, flags],
    [8, 0],
    [8, address],
    [8, address],
    [8, size],
    [8, size],
    [8, align],
  );
}

function sectionHeader({ name, type, flags, address, offset, size, align }) {
  return record(
    [4, name],
    [4, type],
    [8, flags],
    [8, address],
    [8, offset],
    [8, size],
    [4, 0],
    [4, 0],
    [8, align],
    [8, 0],
  );
}
