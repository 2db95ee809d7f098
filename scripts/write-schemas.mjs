// Writes the JSON Schemas of the configuration files into schema/, for editors.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { extensionsJsonSchema, jsonSchema } from '../lib/index.js';

const folder = fileURLToPath(new URL('../schema', import.meta.url));
mkdirSync(folder, { recursive: true });
for (const [name, schema] of [
  ['nfpm', jsonSchema()],
  ['jaco-pkg', extensionsJsonSchema()],
]) {
  writeFileSync(`${folder}/${name}.json`, `${JSON.stringify(schema, null, 2)}\n`);
}
