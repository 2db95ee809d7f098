import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { extensionsBeside, loadExtensions } from '../../src/extensions/index.ts';
import { scratchFolder } from '../support/tools.ts';
import { complaints } from './support.ts';

const scratch = scratchFolder();

/** A folder with these files. */
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(scratch, 'f-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const settings = async (files: Readonly<Record<string, string>>, config = 'nfpm.yaml') =>
  (await extensionsBeside(config, { cwd: folderOf(files), env: {} })).settings;

const MANIFEST = '{\n\t"name": "x",\n\t"jaco-pkg": {\n\t\t"docs": "all"\n\t}\n}\n';

describe('extensions are found', () => {
  test.each<[string, Readonly<Record<string, string>>, string | undefined]>([
    ['in jaco-pkg.yaml beside the configuration', { 'jaco-pkg.yaml': 'docs: all' }, undefined],
    ['beside a configuration elsewhere', { 'a/jaco-pkg.yaml': 'docs: all' }, 'a/nfpm.yaml'],
    ['in the working folder for standard input', { 'jaco-pkg.yaml': 'docs: all' }, '-'],
    [
      'in package.json, with tabs as npm never writes them',
      { 'package.json': MANIFEST },
      undefined,
    ],
  ])('%s', async (_, files, config) => {
    expect(await settings(files, config)).toEqual({ docs: 'all' });
  });

  test.each<[string, Readonly<Record<string, string>>, string | undefined]>([
    ['nowhere', {}, undefined],
    ['in an empty file', { 'jaco-pkg.yaml': '# nothing yet\n' }, undefined],
    ['in another folder', { 'jaco-pkg.yaml': 'docs: all' }, 'a/nfpm.yaml'],
    ['in a package.json without the key', { 'package.json': '{ "name": "jaco-pkg" }' }, undefined],
    ['in a package.json that is none', { 'package.json': 'not JSON' }, undefined],
  ])('not %s', async (_, files, config) => {
    expect(await settings(files, config)).toEqual({});
  });

  test('in a file that is named', async () => {
    const cwd = folderOf({ 'other.yaml': 'docs: rpm', 'jaco-pkg.yaml': 'docs: all' });
    expect((await loadExtensions('other.yaml', { cwd })).settings).toEqual({ docs: 'rpm' });
  });
});

describe('refused is', () => {
  const told = (files: Readonly<Record<string, string>>) => complaints(() => settings(files));

  test('both at once', async () => {
    expect(await told({ 'jaco-pkg.yaml': 'docs: all', 'package.json': MANIFEST })).toEqual([
      'package.json:3:14: extensions are in jaco-pkg.yaml and in package.json (keep them in one of the two)',
    ]);
  });

  test('what is no JSON, although YAML would take it', async () => {
    const [message] = await told({ 'package.json': '{ "jaco-pkg": { docs: all } }' });
    expect(message).toMatch(/^package\.json: the file is not valid JSON: /);
  });

  test('a key that is no mapping', async () => {
    expect(await told({ 'package.json': '{ "jaco-pkg": [] }' })).toEqual([
      'package.json:1:15: a configuration must be a mapping, not a list',
    ]);
    expect(await told({ 'jaco-pkg.yaml': 'docs' })).toEqual([
      'jaco-pkg.yaml:1:1: a configuration must be a mapping, not docs',
    ]);
  });

  test('YAML that is none', async () => {
    const [message] = await told({ 'jaco-pkg.yaml': 'docs: [all' });
    expect(message).toMatch(/^jaco-pkg\.yaml:1:\d+: invalid YAML: /);
  });

  test('a file that is named and not there', async () => {
    expect(await complaints(() => loadExtensions('gone.yaml', { cwd: scratch }))).toEqual([
      'gone.yaml: cannot read the configuration: there is no such file',
    ]);
  });

  test('a mistake in package.json, at its line', async () => {
    const text = '{\n  "jaco-pkg": {\n    "docs": "all",\n    "exclud": []\n  }\n}\n';
    expect(await told({ 'package.json': text })).toEqual([
      'package.json:4:5 exclud: there is no key "exclud" in a configuration (did you mean exclude?)',
    ]);
  });
});
