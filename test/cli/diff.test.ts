import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { deb } from '../../src/deb/index.ts';
import { rpm } from '../../src/rpm/index.ts';
import { ENTRIES, written } from '../inspect/sample.ts';
import { jacoPkg } from '../support/cli.ts';
import { file, packageOf, script } from '../support/package.ts';
import { scratchFolder } from '../support/tools.ts';
import { runCli } from './run-cli.ts';

const cwd = scratchFolder();
const run = (...args: string[]) => jacoPkg(['diff', ...args], { cwd });

const CONFIG = '/etc/sundial/sundial.conf';

beforeAll(async () => {
  const { version } = packageOf('deb');
  const next = await written(
    deb,
    {
      version: { ...version, version: '1.3.0' },
      scripts: { preinstall: script('#!/bin/sh\nset -e\necho earlier\n') },
    },
    [
      ...ENTRIES.filter(({ path }) => path !== CONFIG && path !== '/usr/bin/dial'),
      file(CONFIG, 'latitude = 53\n', { role: 'config|noreplace', mode: 0o600 }),
      file('/usr/share/sundial/new', 'new', { mode: 0o2755 }),
    ],
  );
  for (const [name, bytes] of Object.entries({
    'old/sundial_1.2.3.deb': await written(deb),
    'old/sundial.rpm': await written(rpm),
    'new/sundial_1.3.0.deb': next,
  })) {
    mkdirSync(join(cwd, name, '..'), { recursive: true });
    writeFileSync(join(cwd, name), bytes);
  }
});

describe('jaco-pkg diff', () => {
  test('shows what is different, and exits 1', async () => {
    const { status, stdout, stderr } = await run('old/sundial_1.2.3.deb', 'new/sundial_1.3.0.deb');
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout.replace(/\S+ k?B -> .*/, 'SIZES')).toMatchInlineSnapshot(`
      "old/sundial_1.2.3.deb -> new/sundial_1.3.0.deb
      deb: different  SIZES

      version  1.2.3 -> 1.3.0

      scripts
        - postrm
          @@ -1,3 +0,0 @@
          -#!/bin/sh
          -set -e
          -echo gone
        ~ preinst
          @@ -1,3 +1,3 @@
           #!/bin/sh
           set -e
          -echo before
          +echo earlier

      files  1 added, 1 removed, 1 changed, +3 B
        ~ /etc/sundial/sundial.conf  mode 0644 -> 0600, content
          @@ -1,1 +1,1 @@
          -latitude = 52
          +latitude = 53
        - /usr/bin/dial  -> sundial
        + /usr/share/sundial/new  -rwxr-sr-x root:root 3 B
      "
    `);
  });

  test('--brief leaves the texts out', async () => {
    const { stdout } = await run('-q', 'old/sundial_1.2.3.deb', 'new/sundial_1.3.0.deb');
    expect(stdout).toContain('  ~ preinst\n');
    expect(stdout).not.toContain('@@');
  });

  test('exits 0 when they are the same, also across formats', async () => {
    const { status, stdout } = await run('old/sundial_1.2.3.deb', 'old/sundial.rpm');
    expect(status).toBe(0);
    expect(stdout.replace(/\S+ k?B -> .*/, 'SIZES')).toMatchInlineSnapshot(`
      "old/sundial_1.2.3.deb -> old/sundial.rpm
      deb and rpm: the same  SIZES

      not compared: vendor, license: only one of them says so
      not compared: relations of the rpm: /bin/sh, rpmlib(CompressedFileNames) <= 3.0.4-1, rpmlib(FileDigests) <= 4.6.0-1, rpmlib(PayloadFilesHavePrefix) <= 4.0-1
      not compared: 6 folders of root's, mode 0755, that only one of them lists
      "
    `);
  });

  test('exits 2 when one cannot be read, or the command is wrong', async () => {
    writeFileSync(join(cwd, 'damaged.deb'), (await written(deb)).subarray(0, 300));
    const damaged = await run('old/sundial.rpm', 'damaged.deb');
    expect(damaged).toMatchObject({ status: 2, stdout: '' });
    expect(damaged.stderr).toContain('[package_malformed]');
    expect((await run('old/sundial.rpm', 'missing.deb')).status).toBe(2);
    expect((await run('old', 'old/sundial.rpm')).status).toBe(2);
    expect((await run('old')).status).toBe(2);
    const json = await run('--json', 'old/sundial.rpm', 'missing.deb');
    expect(JSON.parse(json.stdout).errors).toMatchObject([{ code: 'package_unreadable' }]);
  });

  test('--limit sets what packages may ask for', async () => {
    const { status, stderr } = await run(
      '--limit',
      'entries=2',
      'old/sundial.rpm',
      'old/sundial.rpm',
    );
    expect(status).toBe(2);
    expect(stderr).toContain('[package_too_large]');
    expect((await run('--limit', 'x=2', 'old/sundial.rpm', 'old/sundial.rpm')).status).toBe(2);
  });

  test('prints JSON', async () => {
    const { status, stdout } = await run(
      '--json',
      'old/sundial_1.2.3.deb',
      'new/sundial_1.3.0.deb',
    );
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      same: false,
      before: { file: 'old/sundial_1.2.3.deb', format: 'deb', version: '1.2.3' },
      metadata: [{ what: 'version', before: '1.2.3', after: '1.3.0' }],
      entries: [
        { path: CONFIG, change: 'changed', before: { mode: '0644' }, after: { mode: '0600' } },
        { path: '/usr/bin/dial', change: 'removed' },
        { path: '/usr/share/sundial/new', change: 'added' },
      ],
    });
  });

  test('compares folders', async () => {
    const { status, stdout } = await run('--brief', 'old', 'new');
    expect(await run('--quiet', 'old', 'new')).toEqual({ status, stdout, stderr: '' });
    expect(status).toBe(1);
    expect(stdout).toContain('old/sundial_1.2.3.deb -> new/sundial_1.3.0.deb\ndeb: different');
    expect(stdout).toContain('- old/sundial.rpm  has no counterpart\n');
    expect(await run('old', 'old')).toMatchObject({ status: 0 });
    const json = JSON.parse((await run('--json', 'old', 'new')).stdout);
    expect(json).toMatchObject({ same: false, removed: [{ file: 'old/sundial.rpm' }], added: [] });
  });

  test('has colours on a terminal alone, and none where NO_COLOR is set', async () => {
    const args = ['diff', 'old/sundial_1.2.3.deb', 'new/sundial_1.3.0.deb'];
    const shown = async (env: Record<string, string>) => {
      const out: string[] = [];
      const stdout = { write: (text: string) => out.push(text), isTTY: true };
      await runCli(args, { cwd, env, stdout });
      return out.join('');
    };
    expect(await shown({})).toContain('    \u001b[31m-echo before\u001b[0m\n');
    expect(await shown({ NO_COLOR: '1' })).not.toContain('\u001b');
  });

  test('writes nothing to the terminal that it could take for a command', async () => {
    const evil = '\u001b]0;owned\u0007\u202e';
    const now = await written(
      deb,
      { description: `a${evil}`, scripts: { preinstall: script(`#!/bin/sh\necho ${evil}\n`) } },
      [...ENTRIES, file(`/usr/share/${evil}`, evil)],
    );
    writeFileSync(join(cwd, 'evil.deb'), now);
    const { stdout } = await run('old/sundial_1.2.3.deb', 'evil.deb');
    expect(stdout).toContain('owned');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/);
  });
});
