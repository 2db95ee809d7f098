// Compiles assembly/ to WebAssembly and puts it into a module of src/, where bundlers find it.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('..', import.meta.url));
const TARGET = `${root}src/codec/deflate/module.generated.ts`;
const OPTIONS = ['--runtime', 'stub', '-O3', '--noAssert'];

const files = new Map();
const { error, stderr } = await asc.main(
  ['assembly/deflate.ts', '--outFile', 'out.wasm', ...OPTIONS],
  {
    readFile: (name, folder) => source(`${root}${folder}/${name}`),
    writeFile: (name, contents) => files.set(name, contents),
  },
);
if (error) {
  process.stderr.write(stderr.toString());
  process.exit(1);
}
const base64 = Buffer.from(files.get('out.wasm')).toString('base64');
const module = `// Made by scripts/assemble.mjs of assembly/.\nexport const DEFLATE = '${base64}';\n`;
if (read(TARGET) !== module) writeFileSync(TARGET, module);

/** Decorators of functions are none of TypeScript's: they are written as comments. */
function source(path) {
  return read(path)?.replaceAll(/^\/\/ @inline$/gm, '@inline') ?? null;
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
