// What rules over programs and libraries have in common.
import type { Elf } from '../elf/model.ts';
import { files } from '../hits.ts';
import type { Rule, Subject, SubjectEntry } from '../model.ts';

/** EM_NONE and EM_BPF: bytecode in ELF's clothes, for any machine. */
const NO_MACHINE = [0, 247];

/** Programs for other processors than the one that runs the system. */
const isFirmware = (path: string) =>
  /\/firmware\/|\/qemu\/|^\/boot\/|\/valgrind\/|\/grub\//.test(path);

/** A rule over ELF files that could be read. */
export function programs(
  fault: (elf: Elf, entry: SubjectEntry, subject: Subject) => string | undefined | false,
): Rule['check'] {
  return files((entry, subject) => {
    const elf = entry.content?.elf;
    return elf !== undefined && elf !== 'damaged' && fault(elf, entry, subject);
  });
}

export const isRun = ({ type }: Elf) => type === 'executable' || type === 'shared';

/** Programs of the system's own machine: neither bytecode nor firmware. */
export const isNative = (elf: Elf, { path }: SubjectEntry) =>
  !NO_MACHINE.includes(elf.machine) && !isFirmware(path);

export const isDebug = (path: string) => /^(\/usr)?\/lib\/debug\//.test(path);
