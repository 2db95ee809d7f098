import { chmodSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test, vi } from 'vitest';
import { loadConfig } from '../../src/nfpm-config/index.ts';
import { asOrdinaryUser } from '../support/nobody.ts';
import { scratchFolder } from '../support/tools.ts';
import { problemsLater } from './support.ts';

const cwd = scratchFolder();

async function refusal(name: string, content?: string | Uint8Array) {
  if (content !== undefined) writeFileSync(join(cwd, name), content);
  const [problem, ...others] = await problemsLater(() => loadConfig(name, { cwd, env: {} }));
  expect(others).toEqual([]);
  return problem;
}

test('a file is found from cwd, and called as it was', async () => {
  mkdirSync(join(cwd, 'sub'));
  writeFileSync(join(cwd, 'sub/nfpm.yaml'), 'name: foo\n');
  const config = await loadConfig('sub/nfpm.yaml', { cwd, env: {} });
  expect(config.file).toBe('sub/nfpm.yaml');
  expect(config.recipe('deb').locate('name')).toMatchObject({ file: 'sub/nfpm.yaml', line: 1 });
});

describe('is refused', () => {
  test.each([
    ['empty', '', 'config_yaml', 'empty'],
    ['only comments', '# name: foo\n', 'config_yaml', 'empty'],
    [
      'not UTF-8',
      Buffer.from('name: foo\ndescription: caf\xe9\n', 'latin1'),
      'config_yaml',
      'UTF-8',
    ],
    ['UTF-16', Buffer.from('\ufeffname: foo\n', 'utf16le'), 'config_yaml', 'UTF-8'],
    [
      'above the limit',
      `name: foo\n#${'x'.repeat(10 * 1024 * 1024)}`,
      'config_too_large',
      '10 MiB',
    ],
  ])('%s', async (title, content, code, message) => {
    const problem = await refusal(title, content);
    expect(problem).toMatchObject({ code, place: { file: title } });
    expect(problem?.message).toContain(message);
  });

  test('where it is not UTF-8', async () => {
    const problem = await refusal('latin1', Buffer.from('name: foo\nvendor: é\xe9\n', 'latin1'));
    expect(problem?.place).toEqual({ file: 'latin1', line: 2, column: 9 });
  });

  test('a missing file', async () => {
    const problem = await refusal('none.yaml');
    expect(problem).toMatchObject({ code: 'config_unreadable', place: { file: 'none.yaml' } });
    expect(problem?.message).toContain('no such file');
  });

  test('a folder', async () => {
    mkdirSync(join(cwd, 'folder'));
    const problem = await refusal('folder');
    expect(problem?.code).toBe('config_unreadable');
    expect(problem?.message).toContain('folder');
  });

  test('a file that may not be read', async () => {
    writeFileSync(join(cwd, 'secret.yaml'), 'name: foo\n');
    chmodSync(join(cwd, 'secret.yaml'), 0);
    expect((await asOrdinaryUser(() => refusal('secret.yaml')))?.message).toContain(
      'permission denied',
    );
  });

  test('a huge file, unread', async () => {
    writeFileSync(join(cwd, 'huge.yaml'), 'name: foo\n');
    truncateSync(join(cwd, 'huge.yaml'), 2 ** 40);
    expect((await refusal('huge.yaml'))?.code).toBe('config_too_large');
  });

  test('a file without end', async () => {
    expect((await refusal('/dev/zero'))?.code).toBe('config_too_large');
  });
});

describe('standard input', () => {
  function stdin(chunks: Iterable<Buffer>) {
    return vi
      .spyOn(process, 'stdin', 'get')
      .mockReturnValue(Readable.from(chunks) as unknown as typeof process.stdin);
  }

  test('is read for -', async () => {
    const spy = stdin([
      Buffer.from('name: caf\xc3', 'latin1'),
      Buffer.from('\xa9\nx: 1\n', 'latin1'),
    ]);
    const [problem] = await problemsLater(() => loadConfig('-', { cwd, env: {} }));
    spy.mockRestore();
    expect(problem).toMatchObject({
      code: 'config_unknown_key',
      place: { file: 'standard input', line: 2, column: 1 },
    });
  });

  test('has the same limit', async () => {
    const spy = stdin(Array.from({ length: 11 }, () => Buffer.alloc(1024 * 1024, '#')));
    const [problem] = await problemsLater(() => loadConfig('-', { cwd, env: {} }));
    spy.mockRestore();
    expect(problem?.code).toBe('config_too_large');
  });
});
