import { describe, expect, test } from 'vitest';
import { ALLOWED, FORMAT, FORMATS } from './import-table.ts';
import { roomOf, type SourceFile, sourceFiles } from './sources.ts';

const files = sourceFiles('src');

describe('imports', () => {
  test('go only where the table lets them', () => {
    const strays = files.flatMap(({ path, imports }) => {
      const room = roomOf(path);
      const allowed = ALLOWED[room] ?? [];
      return imports
        .map((target) => (target.startsWith('src/') ? roomOf(target) : target))
        .filter((target) => target !== room && !allowed.includes(target))
        .map((target) => `${path} imports ${target}`);
    });
    expect(strays).toEqual([]);
  });

  test('are known for every room', () => {
    const rooms = [...new Set(files.map(({ path }) => roomOf(path)))];
    expect(rooms.filter((room) => ALLOWED[room] === undefined)).toEqual([]);
  });

  test('give a format no way to read or write', () => {
    const modules = FORMATS.flatMap((format) => ALLOWED[format] ?? ['no row']);
    expect([...new Set(modules)].sort()).toEqual([...FORMAT, 'pako'].sort());
  });

  test('make no cycle', () => {
    expect(findCycle(files)).toBeUndefined();
  });

  test('name files with their ending', () => {
    const bare = files.flatMap(({ path, imports }) =>
      imports
        .filter((target) => target.startsWith('src/') && !target.endsWith('.ts'))
        .map((target) => `${path}: ${target}`),
    );
    expect(bare).toEqual([]);
  });
});

describe('the search for cycles', () => {
  const file = (path: string, ...imports: string[]): SourceFile => ({ path, text: '', imports });

  test('finds one', () => {
    const cycle = findCycle([file('a', 'b'), file('b', 'c'), file('c', 'd', 'b'), file('d')]);
    expect(cycle).toEqual(['b', 'c', 'b']);
  });

  test('takes a diamond for what it is', () => {
    const diamond = [file('a', 'b', 'c'), file('b', 'd'), file('c', 'd'), file('d')];
    expect(findCycle(diamond)).toBeUndefined();
  });
});

/** The files of one cycle, or undefined. */
function findCycle(all: readonly SourceFile[]): string[] | undefined {
  const targets = new Map(all.map(({ path, imports }) => [path, imports]));
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): string[] | undefined => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return undefined;
    for (const target of targets.get(path) ?? []) {
      const cycle = targets.has(target) ? visit(target, [...trail, path]) : undefined;
      if (cycle) return cycle;
    }
    done.add(path);
    return undefined;
  };
  for (const { path } of all) {
    const cycle = visit(path, []);
    if (cycle) return cycle;
  }
  return undefined;
}
