// Removes from lib/ what no source file stands for any more; the compiler only adds and replaces.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

for (const name of readdirSync(`${root}lib`, { recursive: true })) {
  const module = /^(.*?)(?:\.d\.ts|\.js)$/.exec(name)?.[1];
  if (module !== undefined && !existsSync(`${root}src/${module}.ts`)) rmSync(`${root}lib/${name}`);
}
