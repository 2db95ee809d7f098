import type { PackageEntry } from '../../inspect/index.ts';

/** A folder or file, with all that is below it. */
export interface TreeNode {
  readonly name: string;
  /** Bytes of all files below. */
  size: number;
  /** How many files below. */
  files: number;
  entry?: PackageEntry;
  readonly children: Map<string, TreeNode>;
}

export function treeOf(entries: readonly PackageEntry[]): TreeNode {
  const root = node('/');
  for (const entry of entries) {
    const size = entry.type === 'file' ? entry.size : 0;
    const trail = [root];
    let at = root;
    for (const name of entry.path.split('/').filter(Boolean)) {
      const next = at.children.get(name) ?? node(name);
      at.children.set(name, next);
      trail.push(next);
      at = next;
    }
    at.entry = entry;
    for (const each of trail) {
      each.size += size;
      if (entry.type !== 'dir') each.files += 1;
    }
  }
  return root;
}

function node(name: string): TreeNode {
  return { name, size: 0, files: 0, children: new Map() };
}

/** A line of a drawn tree. */
export interface TreeLine {
  /** `│  ├─ `. */
  readonly rails: string;
  /** Names of folders without siblings are joined: `usr/share/doc/`. */
  readonly name: string;
  readonly node: TreeNode;
  /** Whether what is below is left out. */
  readonly folded: boolean;
}

/** Folders are opened, the one with most in it first, for as long as there are lines left. */
export function drawTree(root: TreeNode, budget: number): TreeLine[] {
  const open = new Set<TreeNode>();
  const candidates = [root];
  let left = budget;
  for (;;) {
    const next = largest(candidates.filter((each) => each.children.size <= left));
    if (!next) break;
    candidates.splice(candidates.indexOf(next), 1);
    open.add(next);
    const { last } = onlyChild(next);
    left -= last.children.size;
    open.add(last);
    for (const child of last.children.values()) {
      if (child.children.size > 0) candidates.push(child);
    }
  }
  const lines: TreeLine[] = [];
  draw(root, '', open, lines);
  return lines;
}

function largest(nodes: readonly TreeNode[]): TreeNode | undefined {
  return nodes.reduce<TreeNode | undefined>((best, each) => {
    if (!best || each.size > best.size) return each;
    return each.size === best.size && each.files > best.files ? each : best;
  }, undefined);
}

function draw(at: TreeNode, rails: string, open: ReadonlySet<TreeNode>, lines: TreeLine[]): void {
  const children = [...at.children.values()];
  children.forEach((child, i) => {
    const isLast = i === children.length - 1;
    const { name, last } = onlyChild(child);
    const folded = last.children.size > 0 && !open.has(last);
    lines.push({ rails: `${rails}${isLast ? '└─ ' : '├─ '}`, name, node: last, folded });
    if (!folded) draw(last, `${rails}${isLast ? '   ' : '│  '}`, open, lines);
  });
}

/** Goes down for as long as there is nothing but one folder. */
function onlyChild(from: TreeNode): { name: string; last: TreeNode } {
  let last = from;
  let name = from.name;
  for (;;) {
    const [only, ...more] = last.children.values();
    if (!only || more.length > 0 || only.children.size === 0) break;
    last = only;
    name += `/${only.name}`;
  }
  return { name: last.children.size > 0 ? `${name}/` : name, last };
}
