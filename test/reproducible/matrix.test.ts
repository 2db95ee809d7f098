import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { has, needs, scratchFolder } from '../support/tools.ts';
import { ENVIRONMENTS, type Environment, HERE } from './environments.ts';
import { type Hashes, Laboratory } from './laboratory.ts';
import { RECIPES } from './recipes.ts';
import { table } from './table.ts';

/** A file to write the whole table to: every environment then builds by every recipe. */
const REPORT = process.env['JACO_PKG_MATRIX'];

/** Builds at a time. */
const LANES = 2;

vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

const laboratory = new Laboratory(scratchFolder());
const rows = ENVIRONMENTS.filter(({ slow }) => REPORT || !slow);
const outcomes = new Map<Environment, Promise<Hashes>>();

const recipesOf = (row: Environment) =>
  RECIPES.filter(({ everywhere }) => REPORT || row.compressors || everywhere);

beforeAll(async () => {
  await laboratory.prepare();
  outcomes.set(HERE, laboratory.build(HERE));
  const lanes = Array.from({ length: LANES }, (): Promise<unknown> => Promise.resolve());
  for (const [index, row] of rows.filter(({ needs }) => has(...(needs ?? []))).entries()) {
    const lane = lanes[index % LANES] ?? Promise.resolve();
    const outcome = lane.then(() => laboratory.build(row, recipesOf(row)));
    outcomes.set(row, outcome);
    // What went wrong is told by the test of the row.
    lanes[index % LANES] = outcome.catch(() => {});
  }
});

afterAll(async () => {
  if (!REPORT) return;
  const made = new Map<string, Hashes>();
  for (const [{ name }, outcome] of outcomes) made.set(name, await outcome.catch(() => ({})));
  writeFileSync(REPORT, table(made));
});

describe('the same packages', () => {
  test('are of every format, signed where there are signatures', async () => {
    const names = Object.keys((await outcomes.get(HERE)) ?? {});
    expect(names).toMatchInlineSnapshot(`
      [
        "bare/sundial_1.2.3-1_amd64.deb",
        "default/sundial-1.2.3-1-x86_64.pkg.tar.zst",
        "default/sundial-1.2.3-1.src.rpm",
        "default/sundial-1.2.3-1.x86_64.rpm",
        "default/sundial-v1.2.3-linux-amd64.tar.gz",
        "default/sundial_1.2.3-1_amd64.deb",
        "default/sundial_1.2.3-1_x86_64.ipk",
        "default/sundial_1.2.3-r1_x86_64.apk",
        "high/sundial-1.2.3-1-x86_64.pkg.tar.zst",
        "high/sundial-1.2.3-1.x86_64.rpm",
        "high/sundial-v1.2.3-linux-amd64.tar.gz",
        "high/sundial_1.2.3-1_amd64.deb",
        "other/sundial-1.2.3-1.src.rpm",
        "other/sundial-1.2.3-1.x86_64.rpm",
        "other/sundial_1.2.3-1_amd64.deb",
        "signed/sundial-1.2.3-1-x86_64.pkg.tar.zst",
        "signed/sundial-1.2.3-1-x86_64.pkg.tar.zst.sig",
        "signed/sundial-1.2.3-1.src.rpm",
        "signed/sundial-1.2.3-1.x86_64.rpm",
        "signed/sundial_1.2.3-1_amd64.deb",
        "signed/sundial_1.2.3-r1_x86_64.apk",
        "windows-signed/sundial_1.2.3.0_x64.msix",
        "windows/sundial_1.2.3.0_x64.msix",
        "xz/sundial-1.2.3-1.x86_64.rpm",
        "xz/sundial_1.2.3-1_amd64.deb",
      ]
    `);
  });

  for (const row of rows) {
    const { name, needs: programs = [] } = row;
    const single = programs.length > 0 ? needs(...programs).test : test;
    single(name, async () => {
      const made = (await outcomes.get(row)) ?? {};
      const expected = (await outcomes.get(HERE)) ?? {};
      const folders = recipesOf(row).map(({ name }) => `${name}/`);
      const paths = Object.keys(expected).filter((path) =>
        folders.some((folder) => path.startsWith(folder)),
      );
      expect(made).toEqual(Object.fromEntries(paths.map((path) => [path, expected[path]])));
    });
  }
});
