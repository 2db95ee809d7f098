// Builds packages by the library alone, under any Node:
//   node driver.mjs LIBRARY TARGET '{ "recipes": [{ "name": "", "formats": [] }], "options": {} }'
// The packages of a recipe go into the folder of its name in TARGET.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

const [library, target, request] = process.argv.slice(2);
const { recipes, options } = JSON.parse(request);
const { build } = await import(library);

for (const { name, formats } of recipes) {
  const folder = join(target, name);
  mkdirSync(folder, { recursive: true });
  await build({
    ...options,
    config: `${name}.yaml`,
    extensions: `${name}-more.yaml`,
    packagers: formats,
    target: folder,
  });
}
