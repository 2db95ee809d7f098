// Mach-O 64-bit executable (Apple, mach-o/loader.h):
//   mach_header_64, LC_SEGMENT_64 __PAGEZERO, LC_SEGMENT_64 __TEXT, LC_UNIXTHREAD, code
// Well-formed, static and unsigned: an Intel Mac runs it; Apple silicon asks for a signature and
// the dynamic linker, so there it only stands in for a file.
import { padded, record } from './bytes.mjs';

const HEADER = 32;
const SEGMENT = 72;
const SECTION = 80;
const BASE = 0x100000000; // above __PAGEZERO, which is the first 4 GiB
const PAGE = 0x4000;
const CPU = {
  // CPU_TYPE_X86_64, CPU_SUBTYPE_X86_64_ALL; x86_THREAD_STATE64 is 21 registers, rip the 17th
  amd64: { type: 0x1000007, subtype: 3, flavor: 4, words: 42, counter: 16 },
  // CPU_TYPE_ARM64, CPU_SUBTYPE_ARM64_ALL; ARM_THREAD_STATE64 is 33 registers and flags, pc the 33rd
  arm64: { type: 0x100000c, subtype: 0, flavor: 6, words: 68, counter: 32 },
};

/** A static executable of one segment that holds the code. */
export function macho(arch, code) {
  const cpu = CPU[arch];
  const thread = 16 + cpu.words * 4;
  const commands = SEGMENT + SEGMENT + SECTION + thread;
  const start = HEADER + commands;
  return Buffer.concat([
    record(
      [4, 0xfeedfacf], // MH_MAGIC_64
      [4, cpu.type],
      [4, cpu.subtype],
      [4, 2], // MH_EXECUTE
      [4, 3],
      [4, commands],
      [4, 1], // MH_NOUNDEFS
      [4, 0],
    ),
    segment('__PAGEZERO', { address: 0, memory: BASE, size: 0, protection: 0, sections: 0 }),
    segment('__TEXT', {
      address: BASE,
      memory: PAGE,
      size: PAGE,
      protection: 5, // VM_PROT_READ + VM_PROT_EXECUTE
      sections: 1,
    }),
    section(start, code.length),
    unixThread(cpu, thread, BASE + start),
    code,
    Buffer.alloc(PAGE - start - code.length),
  ]);
}

function segment(name, { address, memory, size, protection, sections }) {
  return record(
    [4, 0x19], // LC_SEGMENT_64
    [4, SEGMENT + sections * SECTION],
    padded(name, 16),
    [8, address],
    [8, memory],
    [8, 0],
    [8, size],
    [4, protection],
    [4, protection],
    [4, sections],
    [4, 0],
  );
}

function section(offset, size) {
  return record(
    padded('__text', 16),
    padded('__TEXT', 16),
    [8, BASE + offset],
    [8, size],
    [4, offset],
    [4, 2], // aligned to 2^2
    [4, 0],
    [4, 0],
    [4, 0x80000400], // S_ATTR_PURE_INSTRUCTIONS + S_ATTR_SOME_INSTRUCTIONS
    [4, 0],
    [4, 0],
    [4, 0],
  );
}

/** Registers at the start: all zero but the program counter. */
function unixThread(cpu, size, entry) {
  const registers = Buffer.alloc(cpu.words * 4);
  registers.writeBigUInt64LE(BigInt(entry), cpu.counter * 8);
  return record([4, 5], [4, size], [4, cpu.flavor], [4, cpu.words], registers); // LC_UNIXTHREAD
}
