import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { type Artifact, build } from '../../src/index.ts';
import { needs, output, scratchFolder } from '../support/tools.ts';
import { writeProject } from './project.ts';
import { RECIPES } from './recipes.ts';

const folder = scratchFolder();
const TIME = '1700000000';
const artifacts: Artifact[] = [];

/** SHA-256 of a file, and of what Debian's strip-nondeterminism makes of it. */
function stripped(path: string, type: string): { before: string; after: string } {
  const copy = `${path}.stripped`;
  copyFileSync(path, copy);
  const how = ['--normalizers', '+all', '--type', type, '--timestamp', TIME];
  output('strip-nondeterminism', [...how, copy]);
  return { before: sha256(readFileSync(path)), after: sha256(readFileSync(copy)) };
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function packageOf(format: string): string {
  return artifacts.find((artifact) => artifact.format === format)?.path ?? '';
}

needs('strip-nondeterminism', 'ar')('strip-nondeterminism finds nothing to change', () => {
  beforeAll(async () => {
    const cwd = join(folder, 'inputs');
    const target = join(folder, 'packages');
    await writeProject(cwd);
    mkdirSync(target);
    for (const name of ['default', 'windows']) {
      const packagers = RECIPES.find((recipe) => recipe.name === name)?.formats ?? [];
      const files = { config: `${name}.yaml`, extensions: `${name}-more.yaml` };
      const built = await build({
        ...files,
        packagers,
        cwd,
        target,
        env: { SOURCE_DATE_EPOCH: TIME },
      });
      artifacts.push(...built.artifacts);
    }
  });

  test('in a deb and each of its members', () => {
    const deb = packageOf('deb');
    // It writes modes as ar does, 644 in place of 100644; dpkg-deb gives the latter, as we do.
    const modes = readFileSync(deb, 'latin1').replace(/100644 {2}(?=\d+ *`\n)/g, '644     ');
    expect(stripped(deb, 'ar').after).toBe(sha256(Buffer.from(modes, 'latin1')));
    const members = join(folder, 'members');
    mkdirSync(members);
    output('ar', ['x', deb], { cwd: members });
    for (const name of ['control.tar.gz', 'data.tar.gz']) {
      const { before, after } = stripped(join(members, name), 'gzip');
      expect(after, name).toBe(before);
    }
  });

  test.each(['tarball', 'ipk', 'apk'])('in the gzip of a package: %s', (format) => {
    const { before, after } = stripped(packageOf(format), 'gzip');
    expect(after).toBe(before);
  });

  test('in the compressed changelog of a deb', () => {
    const unpacked = join(folder, 'unpacked');
    mkdirSync(unpacked);
    output('sh', ['-c', `ar p "$0" data.tar.gz | tar -xz -C "$1"`, packageOf('deb'), unpacked]);
    const { before, after } = stripped(
      join(unpacked, 'usr/share/doc/sundial/changelog.Debian.gz'),
      'gzip',
    );
    expect(after).toBe(before);
  });

  test('in an app package, a zip file', () => {
    const { before, after } = stripped(packageOf('msix'), 'zip');
    expect(after).toBe(before);
  });

  test('unlike in a gzip file with a time and a name', () => {
    const file = join(folder, 'plain');
    output('sh', ['-c', 'echo twelve >"$0" && gzip "$0"', file]);
    const { before, after } = stripped(`${file}.gz`, 'gzip');
    expect(after).not.toBe(before);
  });
});
