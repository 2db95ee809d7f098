import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type TestContext } from 'vitest';
import { PROGRAMS, program, sha256, type World } from './world.ts';

/** Rows of a golden that tells, for each fault, what came of it and what is installed then. */
export function rowsOf(installed = '1.0.0') {
  const rows: string[] = [];
  return {
    add(fault: string, code: string, world: World): void {
      const digests = PROGRAMS.map((name) => {
        const before = sha256(program(name, installed)).slice(0, 8);
        const after = sha256(readFileSync(join(world.bin, name))).slice(0, 8);
        return `${name} ${before} -> ${after}`;
      });
      rows.push(`${fault}: ${code}; ${digests.join(', ')}\n`);
    },
    /** For the last test of a file; skipped when not all of those before have run and passed. */
    async match(golden: string, count: number, context: TestContext): Promise<void> {
      if (rows.length !== count) context.skip(`${rows.length} rows of ${count}`);
      await expect(rows.join('')).toMatchFileSnapshot(golden);
    },
  };
}
