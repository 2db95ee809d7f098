import { readFileSync, readlinkSync } from 'node:fs';
import { processExists } from '../output/process.ts';

/** A process, told from all others that ever had its number. */
export interface Holder {
  readonly pid: number;
  /** Linux: when it started, in ticks since boot; elsewhere ''. */
  readonly started: string;
  /** Linux: which machine, boot and namespace its number is of; elsewhere ''. */
  readonly machine: string;
  readonly boot: string;
  readonly space: string;
}

export function ownHolder(): Holder {
  return { pid: process.pid, started: startOf(process.pid), ...here() };
}

/** `jaco-pkg PID STARTED MACHINE BOOT SPACE` */
export function holderText({ pid, started, machine, boot, space }: Holder): string {
  return ['jaco-pkg', pid, started, machine, boot, space].join(' ');
}

const TEXT =
  /^jaco-pkg (?<pid>[1-9]\d*) (?<started>\d*) (?<machine>\S*) (?<boot>\S*) (?<space>\S*)$/;

/** Undefined for what is no text of a holder. */
export function parseHolder(text: string): Holder | undefined {
  const parts = TEXT.exec(text)?.groups;
  if (!parts) return undefined;
  const { pid, started = '', machine = '', boot = '', space = '' } = parts;
  return { pid: Number(pid), started, machine, boot, space };
}

/** Whether a process lives. One whose number means nothing here is taken to. */
export function lives(holder: Holder): boolean {
  const { machine, boot, space } = here();
  if (holder.machine !== machine) return true;
  if (holder.boot !== boot) return false;
  if (holder.space !== space) return true;
  // The start of another user's process may be hidden.
  return processExists(holder.pid) && ['', holder.started].includes(startOf(holder.pid));
}

function here(): Pick<Holder, 'machine' | 'boot' | 'space'> {
  return {
    machine: textOf('/etc/machine-id').trim(),
    boot: textOf('/proc/sys/kernel/random/boot_id').trim(),
    space: pidSpace(),
  };
}

/** Field 22 of /proc/PID/stat, proc(5); the name in field 2 may have blanks and brackets. */
function startOf(pid: number): string {
  const fields = textOf(`/proc/${pid}/stat`).split(')').at(-1)?.trim().split(' ');
  return fields?.[22 - 3] ?? '';
}

function pidSpace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
