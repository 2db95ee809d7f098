// Configurations: what is read of them, and the recipes made of it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadExtensions } from '../../src/extensions/index.ts';
import { formatNames } from '../../src/formats.ts';
import { loadConfig } from '../../src/nfpm-config/index.ts';
import { textApart } from './apart.ts';
import { scratch } from './scratch.ts';
import type { Target } from './target.ts';

/** Words that mean something to YAML, to the configuration, or to neither. */
const WORDS = [
  '&a  *a <<:*a -  ?  : { } [ ] | > |+2 >- !!str !!binary !< " \' \\x00 \\U0010FFFF # --- ... \t ~',
  'null yes NaN 0x7fffffffffffffff 1e400 -.inf 0o777 2001-01-01 $ ${ $A $A$A name',
  'version contents overrides deb rpm scripts src dst type file_info mode depends __proto__',
].flatMap((line) => line.split(' '));
const ENV = { PACKAGE_VERSION: '1.2.3', A: 'x', SOURCE_DATE_EPOCH: '1700000000' };

const parts = textApart(WORDS);

const nfpm: Target = {
  name: 'nfpm.yaml',
  seeds: async () => [
    ...['test/nfpm-config/every-key.yaml', 'nfpm.yaml'].map((path) => readFileSync(path)),
    Buffer.from('name: a\nversion: $A\ncontents:\n- &a {src: b, dst: /c}\n- *a\n'),
    Buffer.from('name: a\nversion: 1\nbase: &b\n  x: y\ndeb:\n  <<: *b\n'),
  ],
  takeApart: parts,
  async read(input) {
    const folder = scratch();
    const file = join(folder, 'nfpm.yaml');
    writeFileSync(file, input);
    const config = await loadConfig(file, { cwd: folder, env: ENV });
    for (const format of formatNames) config.recipe(format);
  },
};

const extensions: Target = {
  name: 'jaco-pkg.yaml',
  seeds: async () => [
    ...['test/extensions/every-key.yaml', 'jaco-pkg.yaml'].map((path) => readFileSync(path)),
  ],
  takeApart: parts,
  async read(input) {
    const folder = scratch();
    const file = join(folder, 'jaco-pkg.yaml');
    writeFileSync(file, input);
    await loadExtensions(file, { cwd: folder, env: ENV });
  },
};

export const configs: readonly Target[] = [nfpm, extensions];
