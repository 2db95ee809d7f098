import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { release } from '../../src/release/index.ts';
import { needs, scratchFolder } from '../support/tools.ts';
import { makeProject, NFPM, problemsOf, SETTINGS } from './project.ts';

const root = scratchFolder();

/** Debian wants a copyright file of every package. */
const allow = (...ids: readonly string[]) =>
  `${SETTINGS}lint:\n  allow:\n${ids.map((id) => `    - {id: ${id}, reason: tried}\n`).join('')}`;

needs('git')('lint', () => {
  test('leaves nothing behind when there are errors in any package', async () => {
    const cwd = makeProject(root);
    expect(await problemsOf(release({ cwd, env: {}, lint: 'errors' }))).toEqual([
      'lint_failed: copyright-missing: there is no /usr/share/doc/lamp/copyright',
    ]);
    expect(existsSync(join(cwd, 'dist'))).toBe(false);
  });

  test('lets a release with warnings be made, and tells each once', async () => {
    const cwd = makeProject(root, { 'jaco-pkg.yaml': allow('copyright-missing') });
    const { warnings } = await release({ cwd, env: {}, lint: 'errors' });
    const found = warnings.filter(({ code }) => code === 'lint_warning');
    const ids = found.map(({ message }) => message.split(':', 1)[0]);
    expect(ids).toContain('executable-not-program');
    expect(new Set(found.map(({ message, place }) => `${message} ${place?.line}`)).size).toBe(
      ids.length,
    );
    expect(readdirSync(join(cwd, 'dist/release'))).toContain('SHA256SUMS');
  });

  test('is strict when asked to be', async () => {
    const nfpm = NFPM.replace('A lamp', 'Lamp.');
    const ids = [
      'copyright-missing',
      'executable-not-program',
      'changelog-missing',
      'section-missing',
    ];
    const cwd = makeProject(root, { 'nfpm.yaml': nfpm, 'jaco-pkg.yaml': allow(...ids) });
    const problems = await problemsOf(release({ cwd, env: {}, lint: 'strict' }));
    expect(problems).toContain(
      'lint_failed: synopsis-ends-with-dot: the synopsis ends with a full stop',
    );
  });
});
