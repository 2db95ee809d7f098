// Names of what is not finished, beside its target:
//
//   .NAME.PID-STARTED-MACHINE-BOOT-SPACE-RANDOM.jaco-pkg.tmp
//
// Hidden, on the same file system, and telling which process it is of should that be killed. The
// parts from MACHINE on are 8 hexadecimal digits each.
import { createHash, randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Holder, lives, ownHolder } from '../holder.ts';

/** NAME_MAX is 255 bytes almost everywhere, 143 in eCryptfs; what is around takes some 70. */
const LONGEST_NAME = 64;

const OWN =
  /^\.(?<name>.+)\.(?<pid>[1-9]\d*)-(?<started>\d*)-(?<machine>\w*)-(?<boot>\w*)-(?<space>\w*)-[0-9a-f]{8}\.jaco-pkg\.tmp$/;

/** A new temporary path for a file, or a folder, of some name. */
export function temporaryPath(folder: string, name: string, holder = ownHolder()): string {
  const { pid, started, machine, boot, space } = brief(holder);
  const id = [pid, started, machine, boot, space, randomBytes(4).toString('hex')].join('-');
  return join(folder, `.${shorten(name)}.${id}.jaco-pkg.tmp`);
}

/** Removes what runs that were killed have left behind of a file, or a folder, of this name. */
export async function removeStale(folder: string, name: string): Promise<void> {
  const siblings = await readdir(folder).catch(() => []);
  for (const sibling of siblings) {
    const parts = OWN.exec(sibling)?.groups;
    if (parts?.['name'] !== shorten(name)) continue;
    const { pid, started = '', machine = '', boot = '', space = '' } = parts;
    if (lives({ pid: Number(pid), started, machine, boot, space }, brief(ownHolder()))) continue;
    await rm(join(folder, sibling), { force: true, recursive: true }).catch(() => {});
  }
}

/** With digests of what is too long for a name; what is unknown stays so. */
function brief(holder: Holder): Holder {
  const [machine = '', boot = '', space = ''] = [holder.machine, holder.boot, holder.space].map(
    (text) => text && digest(text).slice(0, 8),
  );
  return { ...holder, machine, boot, space };
}

function shorten(name: string): string {
  return Buffer.byteLength(name) <= LONGEST_NAME ? name : digest(name);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
