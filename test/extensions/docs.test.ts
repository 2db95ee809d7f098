import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { extensionsSchema } from '../../src/extensions/schema/index.ts';
import { validated } from '../../src/nfpm-config/issues.ts';
import { valuesOf } from '../../src/nfpm-config/tree.ts';
import { parseYaml } from '../../src/nfpm-config/yaml.ts';

const text = readFileSync(new URL('../../docs/extensions.md', import.meta.url), 'utf8');
const examples = [...text.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, yaml = '']) => yaml);

test.each(examples)('is read: %s', (yaml) => {
  const { root, places } = parseYaml(yaml, 'docs/extensions.md');
  expect(() => validated(extensionsSchema, root ? valuesOf(root) : {}, places)).not.toThrow();
});

test('every key has a place in the document', () => {
  const every = readFileSync(new URL('every-key.yaml', import.meta.url), 'utf8');
  const keys = [...every.matchAll(/(?<=^|[ {])([a-z_]+):(?= |$)/gm)].map(([, key]) => key ?? '');
  const shown = examples.join('\n');
  const missing = keys.filter((key) => !new RegExp(`\\b${key}\\b`).test(shown));
  expect([...new Set(missing)]).toEqual([]);
});
