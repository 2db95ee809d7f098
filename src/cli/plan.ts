import type { Plan, PlannedEntry, PlannedPackage } from '../index.ts';
import { shortPath } from './messages.ts';

/** The plan for people: a line per package, then one per entry, as `ls -l` shows them. */
export function planText(plan: Plan, cwd: string): string {
  return plan.packages.map((item) => packageText(item, cwd)).join('\n');
}

/** The plan for programs. */
export function planJson({ packages, warnings }: Plan) {
  return { packages: packages.map(packageJson), warnings };
}

function packageJson({ format, pkg, path, entries }: PlannedPackage) {
  return { format, name: pkg.name, arch: pkg.arch, path, entries: entries.map(entryJson) };
}

function entryJson(entry: PlannedEntry) {
  return {
    path: entry.path,
    type: entry.type,
    mode: entry.mode.toString(8).padStart(4, '0'),
    owner: entry.owner,
    group: entry.group,
    mtime: entry.mtime,
    ...(entry.type === 'file' && { size: entry.size, role: entry.role, source: entry.body.name }),
    ...(entry.type === 'symlink' && { target: entry.target }),
    ...(entry.type === 'dir' && { implicit: entry.implicit }),
  };
}

function packageText({ format, path, entries }: PlannedPackage, cwd: string): string {
  const rows = entries.map((entry) => [
    permissions(entry),
    `${entry.owner}:${entry.group}`,
    entry.type === 'file' ? String(entry.size) : '-',
    entry.path,
    origin(entry),
  ]);
  const width = (column: number) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0));
  const [owners, sizes, paths] = [width(1), width(2), width(3)];
  const lines = rows.map(([mode, owner = '', size = '', name = '', from]) =>
    `  ${mode}  ${owner.padEnd(owners)}  ${size.padStart(sizes)}  ${name.padEnd(paths)}  ${from}`.trimEnd(),
  );
  return `${[`${format}  ${shortPath(path, cwd)}`, ...lines].join('\n')}\n`;
}

function origin(entry: PlannedEntry): string {
  switch (entry.type) {
    case 'file':
      return entry.role === 'plain' ? entry.body.name : `${entry.body.name} (${entry.role})`;
    case 'symlink':
      return `-> ${entry.target}`;
    case 'dir':
      return entry.implicit ? '(parent)' : '';
    case 'ghost':
      return '(ghost)';
  }
}

const TYPE_LETTER = { file: '-', dir: 'd', symlink: 'l', ghost: '-' } as const;

/** `-rwxr-sr-x`, as ls(1) writes it. */
function permissions({ type, mode }: PlannedEntry): string {
  const triple = (shift: number, special: boolean, letter: string) => {
    const bits = (mode >> shift) & 7;
    const execute = bits & 1;
    const last = special ? (execute ? letter : letter.toUpperCase()) : execute ? 'x' : '-';
    return `${bits & 4 ? 'r' : '-'}${bits & 2 ? 'w' : '-'}${last}`;
  };
  return [
    TYPE_LETTER[type],
    triple(6, (mode & 0o4000) !== 0, 's'),
    triple(3, (mode & 0o2000) !== 0, 's'),
    triple(0, (mode & 0o1000) !== 0, 't'),
  ].join('');
}
