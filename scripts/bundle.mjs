// Bundles src/ into lib/: the library as ES modules, a file per entry point and chunks of what several
// of them need or one loads later; the program and its threads as one CommonJS file each. Finding and
// opening hundreds of modules would take longer than a small build.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { licencesOf } from './licences.mjs';
import { prune } from './prune-lib.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** All side by side: what looks for a file beside it finds it, whichever chunk it ends up in. */
const LIBRARY = {
  index: 'src/index.ts',
  inspect: 'src/inspect/index.ts',
  minisign: 'src/minisign/index.ts',
  release: 'src/release/index.ts',
  report: 'src/report/index.ts',
  upgrade: 'src/upgrade/index.ts',
};

const MODULES = { ahead: 'src/ahead.ts', worker: 'src/codec/workers/worker.ts' };
const PROGRAM = { cli: 'src/cli/process.ts' };

/**
 * Dependencies that every build loads; the others are loaded from beside when needed. These stay
 * dependencies, for the declarations name their types. What only the program needs and CommonJS
 * cannot ask for is a dependency of development, and bundled as well.
 */
const BUNDLED = ['yaml', 'zod'];

/** Names that no module has: those that were CommonJS ask for modules of Node by `require`. */
const REQUIRE = `import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);`;

const { dependencies } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));

const SHARED = {
  absWorkingDir: root,
  outdir: 'lib',
  bundle: true,
  metafile: true,
  platform: 'node',
  target: 'node20.15',
  legalComments: 'none',
};

const library = await build({
  ...SHARED,
  entryPoints: LIBRARY,
  chunkNames: '[name]-[hash]',
  splitting: true,
  format: 'esm',
  charset: 'utf8',
  external: without(BUNDLED),
  banner: { js: REQUIRE },
});

const COMMONJS = {
  ...SHARED,
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  // What is read as one byte per character takes half the memory, and less time.
  charset: 'ascii',
  external: without(BUNDLED),
  // Node 20 can not import what code that was kept compiled asks for.
  supported: { 'dynamic-import': false },
  define: { 'import.meta.url': '__url' },
};

const URL_OF_FILE = `const __url = require('node:url').pathToFileURL(__filename).href;`;

const modules = await build({
  ...COMMONJS,
  entryPoints: MODULES,
  banner: { js: `'use strict'; ${URL_OF_FILE}` },
});

// A function, for bin/compiled.js. It is read by each run, so indentation is left out.
const program = await build({
  ...COMMONJS,
  entryPoints: PROGRAM,
  minifyWhitespace: true,
  banner: {
    js: `(function (exports, require, module, __filename, __dirname) { 'use strict'; ${URL_OF_FILE}`,
  },
  footer: { js: '})' },
});

const bundles = [library, modules, program].map(({ metafile }) => metafile);

/** @param names of dependencies that become a part of the bundle */
function without(names) {
  return Object.keys(dependencies).filter((name) => !names.includes(name));
}

const inputs = new Set(bundles.flatMap(({ inputs }) => Object.keys(inputs)));
const outputs = bundles.flatMap(({ outputs }) => Object.keys(outputs));
mkdirSync(`${root}lib`, { recursive: true });
writeFileSync(`${root}lib/LICENSES.txt`, licencesOf([...inputs], root));
prune([...outputs.map((path) => basename(path)), 'LICENSES.txt', 'types']);
