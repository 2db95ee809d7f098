// Packages of more files than a call takes arguments.
import { describe, expect, test } from 'vitest';
import { filesText } from '../../src/cli/inspect/lists.ts';
import { drawTree, treeOf } from '../../src/cli/inspect/tree.ts';
import type { InspectedPackage, PackageEntry } from '../../src/inspect/index.ts';
import { growthHtml } from '../../src/report/growth.ts';
import type { Previous } from '../../src/report/subject.ts';

const MANY = 200_000;

function entry(path: string): PackageEntry {
  const numbers = { mode: 0o644, uid: 0, gid: 0, size: 1, mtime: 0 };
  const texts = { path, owner: 'root', group: 'root', target: '' };
  return { ...numbers, ...texts, type: 'file', digests: {}, flags: [] };
}

describe('of very many files', () => {
  test('all are listed', () => {
    const entries = Array.from({ length: MANY }, (_, i) => entry(`/f${i}`));
    expect(filesText({ entries } as unknown as InspectedPackage).split('\n')).toHaveLength(
      MANY + 1,
    );
  });

  test('a tree is drawn, whose folders are as many', () => {
    const entries = Array.from({ length: MANY }, (_, i) => entry(`/d${i}/f`));
    expect(drawTree(treeOf(entries), MANY + 1).length).toBeGreaterThanOrEqual(MANY);
  });

  test('it is told which grew', () => {
    const changes = Array.from({ length: MANY }, (_, i) => {
      return { path: `/f${i}`, change: 'added', fields: [], after: entry(`/f${i}`) } as const;
    });
    const read = { metadata: { version: '1' } };
    const previous = { changes, read, content: 0 } as unknown as Previous;
    expect(growthHtml(previous, MANY).text).toContain(`${MANY} added`);
  });
});
