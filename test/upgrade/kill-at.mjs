// Loaded before a program: kills it, with a signal that it cannot catch, just before the Nth thing
// that it does to the file system, or in the middle of that. Without KILL_AT it lists those things.
import { writeSync } from 'node:fs';
import { open, readdir, unlink } from 'node:fs/promises';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { basename, join } from 'node:path';

const at = Number(process.env.KILL_AT ?? 0);
const inTheMiddle = process.env.KILL_IN === 'middle';
let count = 0;

/** @param half what to do of it when it is interrupted */
async function step(what, half) {
  count += 1;
  if (at === 0) writeSync(2, `${what}\n`);
  if (count !== at) return;
  if (inTheMiddle) await half?.();
  process.kill(process.pid, 'SIGKILL');
  await new Promise(() => {});
}

const promises = createRequire(import.meta.url)('node:fs/promises');
const original = { ...promises };
const named = (path) => basename(String(path));

for (const name of ['chmod', 'link', 'mkdir', 'mkdtemp', 'rename', 'symlink']) {
  promises[name] = async (...args) => {
    await step(`${name} ${args.slice(0, 2).map(named).join(' ')}`);
    return original[name](...args);
  };
}

promises.rm = async (path, options) => {
  await step(`rm ${named(path)}`, () => (options?.recursive ? removeOne(path) : undefined));
  return original.rm(path, options);
};

/** The first file below a folder. */
async function removeOne(folder) {
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isDirectory()) return unlink(join(entry.parentPath ?? entry.path, entry.name));
  }
}

promises.open = async (path, flags, mode) => {
  if (flags === 'wx') await step(`open ${named(path)}`);
  return original.open(path, flags, mode);
};

const probe = await open(new URL(import.meta.url), 'r');
const handles = Object.getPrototypeOf(probe);
await probe.close();
for (const name of ['chmod', 'chown', 'sync', 'writeFile', 'writev']) {
  const method = handles[name];
  handles[name] = async function (...args) {
    await step(`file.${name}`, () => writeHalf(this, name, args));
    return method.apply(this, args);
  };
}

async function writeHalf(handle, name, [data]) {
  if (name === 'writeFile') await handle.write(data.slice(0, data.length / 2));
  if (name === 'writev') await handle.write(data[0].subarray(0, data[0].length / 2));
}

syncBuiltinESMExports();
