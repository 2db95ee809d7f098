import { isUtf8 } from 'node:buffer';
import { type InspectedPackage, type PackageEntry, printable } from '../../inspect/index.ts';
import { largest } from '../../model/largest.ts';
import { permissions } from '../permissions.ts';

/** Every entry in a line, as ls -l has them. */
export function filesText({ entries }: InspectedPackage): string {
  const rows = entries.map((entry) => [
    permissions(entry.type, entry.mode),
    ownerOf(entry),
    entry.type === 'file' || entry.type === 'hardlink' ? String(entry.size) : '-',
    timeText(entry.mtime),
    nameOf(entry),
  ]);
  const width = (column: number) => largest(rows.map((row) => row[column]?.length ?? 0));
  const [owners, sizes] = [width(1), width(2)];
  return rows
    .map(([mode, owner = '', size = '', time, name]) => {
      return `${mode}  ${owner.padEnd(owners)}  ${size.padStart(sizes)}  ${time}  ${name}\n`;
    })
    .join('');
}

export function ownerOf({ owner, group, uid, gid }: PackageEntry): string {
  return printable(`${owner || uid}:${group || gid}`);
}

function nameOf({ path, type, target, flags, capabilities, unsafe }: PackageEntry): string {
  const arrow = type === 'symlink' ? ` -> ${target}` : type === 'hardlink' ? ` = ${target}` : '';
  const marks = [
    ...(type === 'ghost' ? ['ghost'] : []),
    ...flags,
    ...(capabilities ? [capabilities] : []),
    ...(unsafe ? [`unsafe: ${unsafe}`] : []),
  ];
  return printable(`${path}${arrow}${marks.length > 0 ? ` (${marks.join(', ')})` : ''}`);
}

/** `2023-11-14 22:13`, UTC; '' for 0, which stands for no time. */
export function timeText(seconds: number): string {
  const date = new Date(seconds * 1000);
  const isKnown = seconds !== 0 && !Number.isNaN(date.getTime());
  return isKnown ? date.toISOString().slice(0, 16).replace('T', ' ') : '-'.padEnd(16);
}

/** All scripts, each under a line with its name. */
export function scriptsText({ scripts }: InspectedPackage): string {
  const shown = new Set<string>();
  return scripts
    .map(({ name, interpreter, text }) => {
      const head = `==> ${printable(name)}${interpreter ? ` (${printable(interpreter)})` : ''}`;
      // pacman's functions are all in one file.
      const isNew = text !== '' && !shown.has(text);
      shown.add(text);
      return `${head}\n${isNew ? lines(text) : ''}`;
    })
    .join('\n');
}

/** The files about the package; of an rpm, which has none, its header. */
export function controlText({ controlFiles, fields }: InspectedPackage): string {
  if (controlFiles.length === 0) {
    return fields
      .map(([name, value]) => `${name}: ${lines(value).replace(/\n(?=.)/g, '\n  ')}`)
      .join('');
  }
  return controlFiles
    .map(({ name, bytes }) => {
      const text = isUtf8(bytes) ? Buffer.from(bytes).toString('utf8') : undefined;
      const isText = text !== undefined && !text.includes('\0');
      return `==> ${printable(name)}\n${isText ? lines(text) : `(${bytes.length} bytes)\n`}`;
    })
    .join('\n');
}

/** A text of several lines for a terminal. */
function lines(text: string): string {
  const all = text.replace(/\n$/, '').split('\n');
  return all.map((line) => `${line.split('\t').map(printable).join('\t')}\n`).join('');
}
