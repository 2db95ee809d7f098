// Programs that write one line to standard output and exit with 0. The text follows the code.
import { record } from './bytes.mjs';

/**
 * x86-64: system call number in eax, arguments in edi, rsi, edx.
 * Linux: write 1, exit 60 (arch/x86/entry/syscalls/syscall_64.tbl). Darwin: the same calls are 4
 * and 1, with the BSD class 2 in the high byte (xnu, osfmk/mach/i386/syscall_sw.h).
 */
function amd64({ write, exit }, text) {
  const load = (opcode, value) => record([1, opcode], [4, value]);
  const syscall = [2, 0x050f];
  const code = record(
    load(0xb8, write), //       mov  eax, write
    load(0xbf, 1), //           mov  edi, 1
    [3, 0x358d48], //           lea  rsi, [rip + 19]: past the rest of the code
    [4, 19],
    load(0xba, text.length), // mov  edx, length
    syscall,
    load(0xb8, exit), //        mov  eax, exit
    [2, 0xff31], //             xor  edi, edi
    syscall,
    [3, 0x001f0f], //           nop
  );
  return Buffer.concat([code, text]);
}

/**
 * AArch64 (Arm ARM, C6.2): movz is 0xd2800000 | value << 5 | register, adr is
 * 0x10000000 | (offset >> 2) << 5 | register. Linux: number in x8, `svc 0`, write 64, exit 93
 * (asm-generic/unistd.h). Darwin: number in x16, `svc 0x80`, write 4, exit 1.
 */
function arm64({ write, exit, register, svc }, text) {
  const movz = (to, value) => [4, 0xd2800000 + value * 32 + to];
  const call = [4, 0xd4000001 + svc * 32];
  const code = record(
    movz(0, 1),
    [4, 0x10000000 + (28 / 4) * 32 + 1], // adr x1, past the rest of the code
    movz(2, text.length),
    movz(register, write),
    call,
    movz(0, 0),
    movz(register, exit),
    call,
  );
  return Buffer.concat([code, text]);
}

/** Code by system and architecture, in Go's names: `CODE.linux.amd64(text)`. */
export const CODE = {
  linux: {
    amd64: (text) => amd64({ write: 1, exit: 60 }, text),
    arm64: (text) => arm64({ write: 64, exit: 93, register: 8, svc: 0 }, text),
  },
  darwin: {
    amd64: (text) => amd64({ write: 0x2000004, exit: 0x2000001 }, text),
    arm64: (text) => arm64({ write: 4, exit: 1, register: 16, svc: 0x80 }, text),
  },
};
