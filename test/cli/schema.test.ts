import { expect, test } from 'vitest';
import { extensionsJsonSchema, jsonSchema } from '../../src/index.ts';
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

test('of a file that has none', async () => {
  const { code, stdout, stderr } = await runCli(['schema', 'nfpm.yaml']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('Allowed choices are nfpm, extensions');
});
