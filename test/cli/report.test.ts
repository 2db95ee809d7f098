import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { deb } from '../../src/deb/index.ts';
import { written } from '../inspect/sample.ts';
import { jacoPkg } from '../support/cli.ts';
import { scratchFolder } from '../support/tools.ts';

const cwd = scratchFolder();
const run = (...args: string[]) => jacoPkg(['report', ...args], { cwd });

beforeAll(async () => {
  writeFileSync(join(cwd, 'sundial.deb'), await written(deb));
  writeFileSync(join(cwd, 'damaged.deb'), (await written(deb)).subarray(0, 300));
});

describe('jaco-pkg report', () => {
  test('writes a page', async () => {
    const { status, stdout, stderr } = await run('sundial.deb', '-o', 'page.html');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^wrote page\.html \(\d+\.\d kB\)\n$/);
    expect(readFileSync(join(cwd, 'page.html'), 'utf8')).toMatch(
      /^<!doctype html>\n<html lang="en">/,
    );
  });

  test('compares with the version before', async () => {
    const args = ['sundial.deb', '--previous', 'sundial.deb', '-q', '-o', 'since.html'];
    expect(await run(...args)).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(readFileSync(join(cwd, 'since.html'), 'utf8')).toContain('No file is different.');
  });

  test('leaves no page behind when a package cannot be read', async () => {
    const { status, stderr } = await run('damaged.deb', '-o', 'none.html');
    expect(status).toBe(1);
    expect(stderr).toContain('[package_malformed]');
    expect(existsSync(join(cwd, 'none.html'))).toBe(false);
    expect((await run('sundial.deb', '--previous', 'missing', '-o', 'none.html')).status).toBe(1);
  });

  test('--limit sets what a package may ask for', async () => {
    const { status, stderr } = await run('sundial.deb', '--limit', 'entries=2', '-o', 'none.html');
    expect(status).toBe(1);
    expect(stderr).toContain('[package_too_large]');
  });

  test('replaces a page that is there', async () => {
    writeFileSync(join(cwd, 'again.html'), 'old');
    expect((await run('sundial.deb', '-o', 'again.html')).status).toBe(0);
    expect(readFileSync(join(cwd, 'again.html'), 'utf8')).toMatch(/^<!doctype html>/);
    expect(readdirSync(cwd).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('says when the page cannot be written', async () => {
    const { status, stderr } = await run('sundial.deb', '-o', 'sundial.deb/page.html');
    expect(status).toBe(1);
    expect(stderr).toMatch(/sundial\.deb\/page\.html.*\[target_unwritable\]/);
  });
});
