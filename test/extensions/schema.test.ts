import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import {
  type ExtensionsInput,
  extensionsFrom,
  extensionsJsonSchema,
} from '../../src/extensions/index.ts';
import { extensionsSchema } from '../../src/extensions/schema/index.ts';
import { validated } from '../../src/nfpm-config/issues.ts';
import { isRecord } from '../../src/nfpm-config/readers.ts';
import { valuesOf } from '../../src/nfpm-config/tree.ts';
import { parseYaml } from '../../src/nfpm-config/yaml.ts';
import { complaints } from './support.ts';

const EVERY_KEY = readFileSync(new URL('every-key.yaml', import.meta.url), 'utf8');

function read(text: string) {
  const { root, places } = parseYaml(text, 'jaco-pkg.yaml');
  return validated(extensionsSchema, root ? valuesOf(root) : {}, places);
}

const told = (text: string) => complaints(() => read(text));

/** Paths of the keys of a schema, or of values; `[]` is any item, `*` any key of a map. */
function keysOfSchema(node: unknown, path: string, root: Record<string, unknown>): string[] {
  if (!isRecord(node)) return [];
  const { properties, $ref, items, additionalProperties, anyOf } = node;
  const target = typeof $ref === 'string' ? $ref.slice('#/$defs/'.length) : undefined;
  const defs = isRecord(root['$defs']) ? root['$defs'] : {};
  return [
    ...Object.entries(isRecord(properties) ? properties : {}).flatMap(([key, value]) => {
      const full = path === '' ? key : `${path}.${key}`;
      return [full, ...keysOfSchema(value, full, root)];
    }),
    ...(Array.isArray(anyOf) ? anyOf : []).flatMap((one) => keysOfSchema(one, path, root)),
    ...keysOfSchema(items, `${path}[]`, root),
    ...keysOfSchema(additionalProperties, `${path}.*`, root),
    ...(target === undefined ? [] : keysOfSchema(defs[target], path, root)),
  ];
}

function keysOfValue(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => keysOfValue(item, `${path}[]`));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const full = path === '' ? key : `${path}.${key}`;
    return [full, ...keysOfValue(item, full)];
  });
}

describe('every key', () => {
  const schema = extensionsJsonSchema();
  /** Formats are alike: one of them is enough. */
  const oneFormat = (keys: readonly string[]) =>
    [...new Set(keys)].filter((key) => !/^(modes|signers|release\.names)\.(?!all|deb)/.test(key));

  test('is in the example, and in the JSON Schema', () => {
    const known = oneFormat(keysOfSchema(schema, '', schema)).filter((key) => !/\*$/.test(key));
    const used = new Set(keysOfValue(read(EVERY_KEY), ''));
    expect(known.filter((key) => !used.has(key))).toEqual([]);
    expect(known.length).toBeGreaterThan(60);
  });

  test('is described', () => {
    const bare: string[] = [];
    const visit = (node: unknown, path: string) => {
      if (!isRecord(node)) return;
      for (const [key, value] of Object.entries(
        isRecord(node['properties']) ? node['properties'] : {},
      )) {
        if (!isRecord(value)) continue;
        const isRef = '$ref' in value || 'anyOf' in value;
        if (!isRef && !value['description']) bare.push(`${path}.${key}`);
        visit(value, `${path}.${key}`);
      }
      visit(node['items'], `${path}[]`);
      if (isRecord(node['$defs']))
        for (const [key, value] of Object.entries(node['$defs'])) visit(value, key);
    };
    visit(schema, '');
    expect(bare).toEqual([]);
  });

  test('is the same from a script', () => {
    const values = read(EVERY_KEY) as ExtensionsInput;
    expect(extensionsFrom(values, { env: {} }).settings).toEqual(values);
  });
});

describe('the JSON Schema agrees with the loader', () => {
  const validator = z.fromJSONSchema(extensionsJsonSchema());

  test('about the example', () => {
    expect(validator.safeParse(parse(EVERY_KEY)).error?.issues).toBeUndefined();
  });

  test.each([
    ['{}', true],
    ['docs: all', true],
    ['docs:', true],
    ['docs: al', false],
    ['exclude: [a, 1]', true],
    ['exclude: a', false],
    ['systemd: [{ unit: app.service }]', true],
    ['systemd: [{ unit: app }]', false],
    ['systemd: [{}]', false],
    ['systemd: [{ unit: app.service, stopp: true }]', false],
    ["modes: { deb: { file: '0644' } }", true],
    ['modes: { debb: {} }', false],
    ['rpm: { triggers: [{ packages: [a], script: b }] }', true],
    ['rpm: { triggers: [{ packages: [a] }] }', false],
    ['release: { targets: [{ arch: amd64 }] }', true],
    ['release: { targets: [{}] }', false],
  ])('%s: %s', async (text, valid) => {
    expect(await told(text)).toHaveLength(valid ? 0 : 1);
    expect(validator.safeParse(parse(text)).success).toBe(valid);
  });
});

test('all that is wrong is told at once, where it is', async () => {
  const text = `exclud: [a]
systemd:
  - unit: app
  - unit: app.service
    enabel: true
  - enable: true
modes:
  deb: { file: 644, dir: "755", executable: 0o755 }
  all: { file: 9 }
sysusers:
docs: al
release:
  targets:
    - arch: amd64
      formats: [debb]
    - platform: linux
rpm:
  triggers:
    - packages: [a]
lint: x
`;
  expect(await told(text)).toEqual([
    'jaco-pkg.yaml:1:1 exclud: there is no key "exclud" in a configuration (did you mean exclude?)',
    'jaco-pkg.yaml:3:11 systemd[0].unit: unit cannot be "app" (for example app.service, app.socket, app@.service or app@one.service)',
    'jaco-pkg.yaml:5:5 systemd[1].enabel: there is no key "enabel" in systemd[1] (did you mean enable?)',
    'jaco-pkg.yaml:6:5 systemd[2].unit: unit must be given',
    'jaco-pkg.yaml:8:16 modes.deb.file: file is 644 in decimal (write 0644 for the permissions 644)',
    'jaco-pkg.yaml:9:16 modes.all.file: file cannot be 9 (for example 0644)',
    'jaco-pkg.yaml:11:7 docs: docs cannot be "al" (did you mean all?)',
    'jaco-pkg.yaml:15:17 release.targets[0].formats[0]: formats[0] cannot be "debb" (did you mean deb?)',
    'jaco-pkg.yaml:16:7 release.targets[1].arch: arch must be given',
    'jaco-pkg.yaml:19:7 rpm.triggers[0].script: script must be given',
    'jaco-pkg.yaml:20:7 lint: lint must be a mapping, not x',
  ]);
});

describe('permissions', () => {
  test.each([
    ['0644', 0o644],
    ['0o644', 0o644],
    ['"0644"', 0o644],
    ['"644"', 0o644],
    ['"04755"', 0o4755],
    ['0000', 0],
  ])('%s', (text, mode) => {
    expect(read(`modes: { all: { file: ${text} } }`).modes?.all?.file).toBe(mode);
  });

  test.each(['644', '420', '"0888"', 'rw', '07', '[]', '"7777777"'])('not %s', async (text) => {
    expect(await told(`modes: { all: { file: ${text} } }`)).toHaveLength(1);
  });

  test('from a script are numbers', () => {
    const mode = (file: number | string) => () => extensionsFrom({ modes: { all: { file } } });
    expect(mode(0o644)().settings.modes?.all?.file).toBe(0o644);
    expect(mode('0644')().settings.modes?.all?.file).toBe(0o644);
    expect(mode(0o10000)).toThrow('file cannot be 4096');
    expect(mode(1.5)).toThrow('file cannot be 1.5');
  });
});

describe('units', () => {
  test.each(['app.service', 'app@.service', 'app@one.timer', 'a\\x2db.mount', 'A_b:c.d-e.socket'])(
    '%s',
    (name) => {
      expect(read(`systemd: [{ unit: '${name}' }]`).systemd?.[0]?.unit).toBe(name);
    },
  );

  test.each([
    'app',
    '.service',
    'a b.service',
    '../a.service',
    'a.service; rm',
    'a@b@c.service',
    'a.conf',
  ])('not %s', async (name) => {
    expect(await told(`systemd: [{ unit: '${name}' }]`)).toHaveLength(1);
  });
});
