// Another thread looks at both programs all the time while they are upgraded: whoever has seen the
// new one of either never sees an old one again, and never one that is not whole.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { upgrade } from '../../src/upgrade/index.ts';
import { scratchFolder } from '../support/tools.ts';
import { makeRelease, makeWorld, program, upgradeOptions } from './world.ts';

const root = scratchFolder();
const LAST = 8;

const OBSERVER = `
const { readFileSync } = require('node:fs');
const { parentPort, workerData } = require('node:worker_threads');
const seen = [];
let looks = 0;
let at = '';
do {
  for (const [index, path] of workerData.targets.entries()) {
    const version = workerData.contents[index].indexOf(readFileSync(path, 'utf8'));
    looks += 1;
    if (looks === 1) parentPort.postMessage('ready');
    if (version !== at) seen.push(version);
    at = version;
  }
} while (at !== workerData.contents[0].length - 1);
parentPort.postMessage({ seen, looks });
`;

test('the switch from one version to the next is a single moment', async () => {
  const world = makeWorld(root, '1.0.0');
  const versions = Array.from({ length: LAST + 1 }, (_, index) => `1.${index}.0`);
  const contents = ['jaco', 'jacod'].map((name) => versions.map((one) => program(name, one)));
  const bases = await Promise.all(
    versions.map((version) => makeRelease(join(root, version), version)),
  );
  const observer = new Worker(OBSERVER, {
    eval: true,
    workerData: { targets: world.targets, contents },
  });
  await new Promise((resolve) => observer.once('message', resolve));
  const report = new Promise<{ seen: number[]; looks: number }>((resolve, reject) => {
    observer.once('message', resolve);
    observer.once('error', reject);
  });
  for (let index = 1; index <= LAST; index += 1) {
    const installed = versions[index - 1] ?? '';
    await upgrade(upgradeOptions(world, bases[index] ?? '', { installed }));
  }
  const { seen, looks } = await report;
  // Every look is at a whole program, and no version comes back once a later one was seen.
  expect(seen).not.toContain(-1);
  expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
  expect(seen.at(-1)).toBe(LAST);
  expect(looks).toBeGreaterThan(100);
  expect(readdirSync(world.bin).sort()).toEqual(['jaco', 'jacod']);
});
