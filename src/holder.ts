// Who made a file that should not outlast its process: whoever finds it later must not take a
// process for dead that lives in another container, or on another machine with the same folder.
import { readFileSync, readlinkSync } from 'node:fs';
import { systemCode } from './errors.ts';

/** A process, told from all others that ever had its number. */
export interface Holder {
  readonly pid: number;
  /** Linux: when it started, in ticks since boot; elsewhere ''. */
  readonly started: string;
  /** Linux: which machine, boot and namespace its number is of; elsewhere, or where unknown, ''. */
  readonly machine: string;
  readonly boot: string;
  readonly space: string;
}

export function ownHolder(): Holder {
  return {
    pid: process.pid,
    started: startIn('/proc/self/stat'),
    machine: textOf('/etc/machine-id').trim(),
    boot: textOf('/proc/sys/kernel/random/boot_id').trim(),
    space: linkOf('/proc/self/ns/pid'),
  };
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

/**
 * Whether a process lives. One whose number means nothing here is taken to.
 * @param own who asks, if its parts are written in another way than {@link ownHolder} does
 */
export function lives(holder: Holder, own: Holder = ownHolder()): boolean {
  if (holder.machine !== own.machine) return true;
  if (holder.boot !== own.boot) return [holder.boot, own.boot, own.machine].includes('');
  if (holder.space !== own.space) return true;
  if (own.boot === '' && process.platform === 'linux') return true;
  if (!processExists(holder.pid)) return false;
  const started = holder.pid === own.pid ? own.started : startOf(holder.pid);
  return started === '' || holder.started === '' || started === holder.started;
}

/** Whether a process has this id; also one of another user, which cannot be signalled. */
function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) !== 'ESRCH';
  }
}

/** '' where it is hidden, as another user's may be, or where /proc is of another namespace. */
function startOf(pid: number): string {
  return linkOf('/proc/self') === String(process.pid) ? startIn(`/proc/${pid}/stat`) : '';
}

/** Field 22 of /proc/PID/stat, proc(5); the name in field 2 may have blanks and brackets. */
function startIn(path: string): string {
  return textOf(path).split(')').at(-1)?.trim().split(' ')[22 - 3] ?? '';
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
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
