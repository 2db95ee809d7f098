import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { jsonSchema } from '../../src/nfpm-config/index.ts';
import { isRecord } from '../../src/nfpm-config/readers.ts';
import { configText, messagesOf } from './support.ts';

const schema = jsonSchema();
const EVERY_KEY = readFileSync(new URL('every-key.yaml', import.meta.url), 'utf8');

/** The sections of the schema, each with its path and its properties. */
function sections(
  node: unknown,
  path: string,
): [path: string, properties: Record<string, unknown>][] {
  if (!isRecord(node)) return [];
  const { properties, $ref, items, additionalProperties, anyOf } = node;
  const found: [string, Record<string, unknown>][] = isRecord(properties)
    ? [[path, properties]]
    : [];
  const { $defs } = schema as { $defs: Record<string, unknown> };
  const target = typeof $ref === 'string' ? $defs[$ref.slice('#/$defs/'.length)] : undefined;
  const below: [unknown, string][] = [
    ...Object.entries(isRecord(properties) ? properties : {})
      .filter(([key]) => path !== 'overrides' || key === 'deb')
      .map(([key, value]): [unknown, string] => [value, path === '' ? key : `${path}.${key}`]),
    ...(Array.isArray(anyOf) ? anyOf : []).map((item): [unknown, string] => [item, path]),
    [items, `${path}[]`],
    [additionalProperties, `${path}.*`],
    [target, path],
  ];
  return [...found, ...below.flatMap(([child, at]) => sections(child, at))];
}

const all = sections(schema, '');

test('knows every section', () => {
  expect(all.map(([path]) => path).filter((path) => !path.startsWith('overrides.'))).toEqual([
    '',
    'contents[]',
    'contents[].file_info',
    'scripts',
    'rpm',
    'rpm.scripts',
    'rpm.requires',
    'rpm.signature',
    'deb',
    'deb.scripts',
    'deb.triggers',
    'deb.signature',
    'apk',
    'apk.signature',
    'apk.scripts',
    'archlinux',
    'archlinux.scripts',
    'ipk',
    'ipk.alternatives[]',
    'msix',
    'msix.identity',
    'msix.properties',
    'msix.applications[]',
    'msix.applications[].visual_elements',
    'msix.dependencies',
    'msix.dependencies.target_device_families[]',
    'msix.capabilities',
    'msix.signature',
    'overrides',
  ]);
});

describe('the example with every key', () => {
  const example: unknown = parse(EVERY_KEY);

  test.each(all.filter(([path]) => !path.startsWith('overrides.')))(
    'has those of %j',
    (path, properties) => {
      const value = path
        .split(/\[\]\.?|\./)
        .filter(Boolean)
        .reduce((part: unknown, key) => {
          const first: unknown = Array.isArray(part) ? part[0] : part;
          return isRecord(first) ? first[key] : undefined;
        }, example);
      const items = Array.isArray(value) ? value : [value];
      const keys = new Set(items.flatMap((item) => (isRecord(item) ? Object.keys(item) : [])));
      expect([...keys].sort()).toEqual(Object.keys(properties).sort());
    },
  );

  test('is valid', () => {
    expect(z.fromJSONSchema(schema).safeParse(example).success).toBe(true);
    expect(messagesOf(() => configText(EVERY_KEY))).toEqual([]);
  });
});

test('every key says what it is for', () => {
  const silent = all.flatMap(([path, properties]) =>
    Object.entries(properties)
      .filter(([, property]) => {
        if (!isRecord(property)) return true;
        const { description, anyOf } = property;
        return (
          !Array.isArray(anyOf) && !(typeof description === 'string' && description.length > 10)
        );
      })
      .map(([key]) => `${path}.${key}`),
  );
  expect(silent).toEqual([]);
});

test('says where variables are expanded', () => {
  const saying = all.flatMap(([path, properties]) =>
    Object.entries(properties)
      .filter(([, property]) => JSON.stringify(property).includes('ariables are expanded'))
      .map(([key]) => (path === '' ? key : `${path}.${key}`)),
  );
  // Sections say it of their keys.
  const keys = saying
    .filter((key) => !key.startsWith('overrides'))
    .filter((key) => !all.some(([path]) => path === key));
  expect(keys.sort()).toEqual([
    ...['apk.signature.key_file', 'apk.signature.key_id', 'arch', 'conflicts', 'deb.breaks'],
    ...['deb.fields', 'deb.predepends', 'deb.signature.key_file', 'deb.signature.key_id'],
    ...['depends', 'description', 'homepage', 'ipk.fields', 'ipk.predepends', 'maintainer'],
    ...['msix.publisher', 'msix.signature.pfx_file', 'name', 'platform', 'prerelease'],
    ...['provides', 'recommends', 'release', 'replaces', 'rpm.packager', 'rpm.requires.post'],
    ...['rpm.signature.key_file', 'rpm.signature.key_id', 'suggests', 'vendor', 'version'],
  ]);
});

test('leaves out what only a script can give', () => {
  expect(JSON.stringify(schema)).not.toMatch(/scriptOnly|"data"/);
});

/** Both the loader and the schema take these, or neither does. */
describe('agrees with the loader', () => {
  const validator = z.fromJSONSchema(schema);

  test.each([
    ['name: a\n', true],
    ['version: 1\n', false],
    ['name: a\nversion: 1.10\nepoch: 2\nmtime: 2021-03-04T05:06:07Z\n', true],
    ['name: a\nnmae: b\n', false],
    ['name: [a]\n', false],
    ['name: a\ndepends: b\n', false],
    ['name: a\ndepends: [b, 1]\n', true],
    ['name: a\ndepends:\noverrides:\n  deb:\n', true],
    ['name: a\noverrides: {pkgbuild: {}}\n', false],
    ['name: a\noverrides: {deb: {homepage: b}}\n', false],
    ['name: a\noverrides: {deb: {deb: {fields: {A: b}}}}\n', true],
    ['name: a\ncontents: [{src: b, dst: /b, type: "", file_info: {mode: 0644}}]\n', true],
    ['name: a\ncontents: [{src: b}]\n', false],
    ['name: a\ncontents: [{src: b, dst: /b, type: file|tree}]\n', false],
    ['name: a\ncontents: [{src: b, dst: /b, data: c}]\n', false],
    ['name: a\ncontents: [{src: b, dst: /b, file_info: {mode: "0644"}}]\n', false],
    ['name: a\ncontents: [~]\n', false],
    ['name: a\nscripts: {preinstall: {data: b}}\n', false],
    ['name: a\nipk: {alternatives: [{priority: 5}], essential: true}\n', true],
    ['name: a\nipk: {essential: maybe}\n', false],
    ['name: a\ndeb: {fields: {A: 1, B: true}}\n', true],
    ['name: a\ndeb: {fields: [a]}\n', false],
    ['- name: a\n', false],
  ])('%j: %s', (yaml, valid) => {
    expect(messagesOf(() => configText(yaml)).length === 0).toBe(valid);
    expect(validator.safeParse(parse(yaml)).success).toBe(valid);
  });
});
