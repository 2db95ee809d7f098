import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../src/inspect/index.ts';
import { TAR_END, tarMember } from '../inspect/attacks/make.ts';
import { scratchFolder } from '../support/tools.ts';
import { runCli } from './run-cli.ts';

const cwd = scratchFolder();
writeFileSync(
  join(cwd, 'zeros.tar.gz'),
  gzipSync(Buffer.concat([tarMember({ name: 'zeros', body: Buffer.alloc(3_000_000) }), TAR_END])),
);

describe.each([
  [['inspect', 'zeros.tar.gz']],
  [['extract', 'zeros.tar.gz', '-C', 'into']],
  [['cat', 'zeros.tar.gz', 'zeros']],
])('jaco-pkg %j', (args) => {
  test('has limits that can be set', async () => {
    const limited = await runCli([...args, '--limit', 'unpacked=2M'], { cwd });
    expect(limited.code).toBe(1);
    expect(limited.stderr).toMatch(/unpacks to more than 2097152 bytes .*\[package_too_large\]/);
    const many = [...args, '--limit', 'unpacked=3G', '--limit', 'ratio=2000'];
    expect((await runCli(many, { cwd })).code).toBe(0);
  });

  test.each(['bytes=5', 'unpacked', 'unpacked=-1', 'unpacked=5T', 'entries=1e9', '__proto__=1'])(
    'refuses %s as one',
    async (setting) => {
      const { code, stderr } = await runCli([...args, '--limit', setting], { cwd });
      expect(code).toBe(2);
      expect(stderr).toContain(Object.keys(DEFAULT_LIMITS).join(', '));
    },
  );
});
