import type { Plan, PlannedEntry, PlannedPackage } from '../index.ts';
import { largest } from '../model/largest.ts';
import { shortPath } from './messages.ts';
import { permissions } from './permissions.ts';

type FileEntry = Extract<PlannedEntry, { type: 'file' }>;

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
    owner: nameOf(entry.owner),
    group: nameOf(entry.group),
    mtime: entry.mtime,
    ...(entry.type === 'file' && { size: entry.size, role: entry.role, ...sourceOf(entry) }),
    ...(entry.type === 'symlink' && { target: entry.target }),
    ...(entry.type === 'dir' && { implicit: entry.implicit }),
  };
}

function packageText({ format, path, entries }: PlannedPackage, cwd: string): string {
  const rows = entries.map((entry) => [
    permissions(entry.type, entry.mode),
    `${nameOf(entry.owner)}:${nameOf(entry.group)}`,
    entry.type === 'file' ? String(entry.size) : '-',
    entry.path,
    origin(entry),
  ]);
  const width = (column: number) => largest(rows.map((row) => row[column]?.length ?? 0));
  const [owners, sizes, paths] = [width(1), width(2), width(3)];
  const lines = rows.map(([mode, owner = '', size = '', name = '', from]) =>
    `  ${mode}  ${owner.padEnd(owners)}  ${size.padStart(sizes)}  ${name.padEnd(paths)}  ${from}`.trimEnd(),
  );
  return `${[`${format}  ${shortPath(path, cwd)}`, ...lines].join('\n')}\n`;
}

/** Where a name is left out of a package, the ids say that it is root's. */
function nameOf(owner: string): string {
  return owner || 'root';
}

/** What a file is made of; nothing for one that a format makes by itself. */
function sourceOf({ path, body }: FileEntry): { source?: string } {
  return body.kind === 'memory' && body.name === path ? {} : { source: body.name };
}

function origin(entry: PlannedEntry): string {
  switch (entry.type) {
    case 'file': {
      const { source = '(generated)' } = sourceOf(entry);
      return entry.role === 'plain' ? source : `${source} (${entry.role})`;
    }
    case 'symlink':
      return `-> ${entry.target}`;
    case 'dir':
      return entry.implicit ? '(parent)' : '';
    case 'ghost':
      return '(ghost)';
  }
}
