// Members of control.tar, deb(5): control, md5sums, conffiles, triggers, then what the user
// supplies, sorted by name.
import { utf8 } from '../container/bytes.ts';
import type { Entry, FileEntry } from '../model/entry.ts';
import type { Kit } from '../model/format.ts';
import type { Package, ScriptName } from '../model/package.ts';
import type { Source } from '../model/segment.ts';
import { controlFile, installedSize } from './control.ts';

export interface ControlMember {
  readonly name: string;
  /** Permission bits. */
  readonly mode: number;
  readonly bytes: Uint8Array;
}

/** Maintainer scripts (deb-preinst(5) and its kin) and debconf's files (debconf-devel(7)). */
const SCRIPTS: readonly { name: string; script: ScriptName; mode: number }[] = [
  { name: 'config', script: 'config', mode: 0o755 },
  { name: 'postinst', script: 'postinstall', mode: 0o755 },
  { name: 'postrm', script: 'postremove', mode: 0o755 },
  { name: 'preinst', script: 'preinstall', mode: 0o755 },
  { name: 'prerm', script: 'preremove', mode: 0o755 },
  { name: 'rules', script: 'rules', mode: 0o755 },
  { name: 'templates', script: 'templates', mode: 0o644 },
];

/** All members, in the order they are written. */
export async function controlMembers(
  pkg: Package,
  entries: readonly Entry<Source>[],
  kit: Kit,
): Promise<ControlMember[]> {
  const texts = [
    ['control', controlFile(pkg, installedSize(entries))],
    ['md5sums', await md5sums(entries, kit)],
    ['conffiles', conffiles(entries)],
    ['triggers', triggers(pkg)],
  ] as const;
  const members = texts
    .filter(([, text]) => text !== '')
    .map(([name, text]) => ({ name, mode: 0o644, bytes: utf8(text) }));
  return [...members, ...scripts(pkg)];
}

/** Whether dpkg is to keep the administrator's changes to it: deb-conffiles(5). */
export function isConffile(entry: Entry<unknown>): entry is FileEntry<unknown> {
  return entry.type === 'file' && entry.role.startsWith('config');
}

/** deb-md5sums(5): `MD5  PATH`, the path without its leading slash. */
async function md5sums(entries: readonly Entry<Source>[], kit: Kit): Promise<string> {
  let text = '';
  for (const entry of entries) {
    if (entry.type !== 'file') continue;
    const { body } = entry;
    const md5 = body.digests.md5 ?? hex(await kit.digest('md5', [body]));
    text += `${md5}  ${entry.path.slice(1)}\n`;
  }
  return text;
}

function conffiles(entries: readonly Entry<Source>[]): string {
  return entries
    .filter(isConffile)
    .map(({ path }) => `${path}\n`)
    .join('');
}

/** deb-triggers(5): one directive with one trigger name a line. */
function triggers(pkg: Package): string {
  return pkg.deb.triggers
    .flatMap(({ directive, names }) => names.map((name) => `${directive} ${name}\n`))
    .join('');
}

function scripts(pkg: Package): ControlMember[] {
  return SCRIPTS.flatMap(({ name, script, mode }) => {
    const bytes = pkg.scripts[script]?.bytes;
    return bytes ? [{ name, mode, bytes }] : [];
  });
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
