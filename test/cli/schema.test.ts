import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { extensionsJsonSchema, jsonSchema } from '../../src/index.ts';
import { scratchFolder } from '../support/tools.ts';
import { runCli } from './run-cli.ts';

test.each([
  [[], jsonSchema()],
  [['nfpm'], jsonSchema()],
  [['extensions'], extensionsJsonSchema()],
])('schema %j', async (args, schema) => {
  const { code, stdout, stderr } = await runCli(['schema', ...args]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout)).toEqual(schema);
});

test('nfpm has another name for it', async () => {
  expect(await runCli(['jsonschema'])).toEqual(await runCli(['schema']));
});

test('goes to a file, as with nfpm', async () => {
  const cwd = scratchFolder();
  const { stdout } = await runCli(['schema']);
  expect(await runCli(['jsonschema', '--output', '-'], { cwd })).toMatchObject({ stdout });
  const outcome = await runCli(['jsonschema', '-o', 'new/schema.json'], { cwd });
  expect(outcome).toMatchObject({ code: 0, stdout: '', stderr: '' });
  expect(readFileSync(join(cwd, 'new/schema.json'), 'utf8')).toBe(stdout);
  const refused = await runCli(['jsonschema', '-o', 'new'], { cwd });
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('target_unwritable') });
  expect(readdirSync(cwd)).toEqual(['new']);
});

test('takes the place of no device', async () => {
  const { code, stderr } = await runCli(['schema', '-o', '/dev/null']);
  expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('/dev/null') });
  expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
});

test('of a file that has none', async () => {
  const { code, stdout, stderr } = await runCli(['schema', 'nfpm.yaml']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('Allowed choices are nfpm, extensions');
});
