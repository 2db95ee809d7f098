// Bundles src/ into lib/: a file per entry point, and chunks of what several of them need or one
// loads later. Finding and opening hundreds of modules would take longer than a small build.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { licencesOf } from './licences.mjs';
import { prune } from './prune-lib.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** All side by side: what looks for a file beside it finds it, whichever chunk it ends up in. */
const ENTRIES = {
  index: 'src/index.ts',
  inspect: 'src/inspect/index.ts',
  minisign: 'src/minisign/index.ts',
  release: 'src/release/index.ts',
  upgrade: 'src/upgrade/index.ts',
  cli: 'src/cli/process.ts',
  worker: 'src/codec/workers/worker.ts',
};

/**
 * Dependencies that every build loads; the others are loaded from beside when needed. These stay
 * dependencies, for the declarations name their types.
 */
const BUNDLED = ['yaml', 'zod'];

/** Names that no module has: those that were CommonJS ask for modules of Node by `require`. */
const REQUIRE = `import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);`;

const { dependencies } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ENTRIES,
  outdir: 'lib',
  chunkNames: '[name]-[hash]',
  bundle: true,
  splitting: true,
  metafile: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.15',
  charset: 'utf8',
  legalComments: 'none',
  external: Object.keys(dependencies).filter((name) => !BUNDLED.includes(name)),
  banner: { js: REQUIRE },
});

mkdirSync(`${root}lib`, { recursive: true });
writeFileSync(`${root}lib/LICENSES.txt`, licencesOf(Object.keys(metafile.inputs), root));
prune([...Object.keys(metafile.outputs).map((path) => basename(path)), 'LICENSES.txt', 'types']);
