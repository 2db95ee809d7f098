import { readFileSync, readlinkSync } from 'node:fs';
import { systemCode } from '../errors.ts';

/** A process, told from all others that ever had its number. */
export interface Holder {
  readonly pid: number;
  /** Linux: when it started, in ticks since boot; elsewhere ''. */
  readonly started: string;
  /** Linux: which boot, and which namespace its number is of; elsewhere ''. */
  readonly boot: string;
  readonly space: string;
}

export function ownHolder(): Holder {
  return { pid: process.pid, started: startOf(process.pid), boot: bootId(), space: pidSpace() };
}

/** `jaco-pkg PID STARTED BOOT SPACE` */
export function holderText({ pid, started, boot, space }: Holder): string {
  return ['jaco-pkg', pid, started, boot, space].join(' ');
}

/** Undefined for what is no text of a holder. */
export function parseHolder(text: string): Holder | undefined {
  const [, pid, started, boot, space] = /^jaco-pkg ([1-9]\d*) (\d*) (\S*) (\S*)$/.exec(text) ?? [];
  if (started === undefined || boot === undefined || space === undefined) return undefined;
  return { pid: Number(pid), started, boot, space };
}

/** Whether a process lives. One whose number means nothing here is taken to. */
export function lives(holder: Holder): boolean {
  if (holder.boot !== bootId()) return false;
  if (holder.space !== pidSpace()) return true;
  return exists(holder.pid) && holder.started === startOf(holder.pid);
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) !== 'ESRCH';
  }
}

/** Field 22 of /proc/PID/stat, proc(5); the name in field 2 may have blanks and brackets. */
function startOf(pid: number): string {
  const fields = textOf(`/proc/${pid}/stat`).split(')').at(-1)?.trim().split(' ');
  return fields?.[22 - 3] ?? '';
}

function bootId(): string {
  return textOf('/proc/sys/kernel/random/boot_id').trim();
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
