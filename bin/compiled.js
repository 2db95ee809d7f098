// Keeps what V8 compiles for the next run, which then need not parse and compile it again: that is
// most of the time a small build takes. Node itself does so from version 22.1 on, and takes longer.
'use strict';

const fs = require('node:fs');
const { createRequire } = require('node:module');
const { dirname, join } = require('node:path');
const vm = require('node:vm');
const { crc32 } = require('node:zlib');

const FOLDER = join(__dirname, '../.cache');

/**
 * Loads a program with what an earlier run compiled of it. Its file is a function that takes what
 * Node gives to a CommonJS module: put around it here, all of it would be copied once more. It has
 * ASCII characters only, and no `import()`.
 *
 * That is kept in a folder beside the code, and used only if it belongs to the owner of the code:
 * nobody can change it who could not change the code itself. Only the owner of the installation
 * writes it, so that nobody else's files, which the owner could not remove, end up in the folder.
 *
 * @param path from this folder
 * @param purpose what it is loaded for, in letters: what is compiled are functions that are called
 * @returns what the module exports
 */
exports.load = function load(path, purpose) {
  const filename = join(__dirname, path);
  const { bytes, stats } = read(filename);
  // A byte per character, which need not be looked at.
  const source = bytes.latin1Slice();
  const kept = process.env.NODE_DISABLE_COMPILE_CACHE
    ? undefined
    : join(FOLDER, `${purpose}-${process.version}-${process.arch}`);
  const cachedData = kept && readKept(kept, stats, bytes);
  const script = new vm.Script(source, { filename, cachedData });
  const module = { exports: {} };
  const run = script.runInThisContext();
  run(module.exports, createRequire(filename), module, filename, dirname(filename));
  const isCurrent = cachedData !== undefined && !script.cachedDataRejected;
  if (kept && !isCurrent && stats.uid === process.getuid?.()) {
    process.once('exit', (code) => {
      // What a call that failed has compiled is little of what others have a use for.
      if (code === 0) keep(kept, script, stats);
    });
  }
  return module.exports;
};

/** Reads a file, into a buffer that is not needed any more if it has room for it. */
function read(filename, free) {
  const file = fs.openSync(filename);
  try {
    const stats = fs.fstatSync(file);
    const { size } = stats;
    const bytes = free?.length >= size ? free.subarray(0, size) : Buffer.allocUnsafeSlow(size);
    for (let at = 0; at < size; ) {
      const count = fs.readSync(file, bytes, at, size - at, null);
      if (count === 0) throw new Error(`${filename} became shorter while it was read`);
      at += count;
    }
    return { bytes, stats };
  } finally {
    fs.closeSync(file);
  }
}

/**
 * What follows the compiled code: what tells the source from others at its place, and a checksum.
 * V8 looks at nothing of these but the length of the source, and hangs on code that is damaged.
 */
function sealOf(compiled, { size, ino, mtimeMs, ctimeMs }) {
  return Buffer.from(`\n${size} ${ino} ${mtimeMs} ${ctimeMs} ${crc32(compiled)}`);
}

function readKept(kept, stats, free) {
  try {
    const { bytes, stats: own } = read(kept, free);
    if (own.uid !== stats.uid) return undefined;
    const end = bytes.lastIndexOf('\n');
    const compiled = bytes.subarray(0, end);
    return bytes.subarray(end).equals(sealOf(compiled, stats)) ? compiled : undefined;
  } catch {
    return undefined;
  }
}

/** Writes it whole or not at all; if it cannot be written, the next run compiles again. */
function keep(kept, script, stats) {
  const temporary = `${kept}.${process.pid}.${Date.now()}`;
  try {
    if (!fs.existsSync(FOLDER)) fs.mkdirSync(FOLDER, { mode: 0o755 });
    try {
      const compiled = script.createCachedData();
      const sealed = Buffer.concat([compiled, sealOf(compiled, stats)]);
      fs.writeFileSync(temporary, sealed, { mode: 0o644 });
      fs.renameSync(temporary, kept);
    } finally {
      fs.rmSync(temporary, { force: true });
    }
  } catch {
    // Whoever asked for packages need not hear of a full or read-only disk here.
  }
}
