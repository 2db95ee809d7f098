// A detached signature goes beside its package: it is planned, listed, verified, merged and uploaded
// like any other file of a release.
import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { publishGithub } from '../../src/publish/index.ts';
import { mergeRelease, planRelease, release, verifyRelease } from '../../src/release/index.ts';
import { fixedKey } from '../minisign/fixtures.ts';
import { fakeGithub, TOKEN } from '../publish/fake-github.ts';
import { GnuPg } from '../sign/gnupg.ts';
import { needs, output, scratchFolder } from '../support/tools.ts';
import { contentOf, makeProject, problemsOf, SETTINGS } from './project.ts';

const root = scratchFolder();
const key = fixedKey(83);
const PACKAGES = ['lamp-1.2.3-1-aarch64.pkg.tar.zst', 'lamp-1.2.3-1-x86_64.pkg.tar.zst'];
const SIGNATURES = PACKAGES.map((name) => `${name}.sig`);

needs('git', 'gpg')('a signature beside a package', () => {
  const gpg = new GnuPg();
  gpg.key('Lamp', 'ed25519', 'cert,sign');
  const keyFile = gpg.export('lamp.gpg', ['--export-secret-keys', 'Lamp']);
  const signers = { archlinux: { keyFile } };
  const settings = SETTINGS.replace('[deb, rpm, apk, tarball]', '[deb, archlinux]');
  const cwd = makeProject(root, { 'jaco-pkg.yaml': settings });
  const options = { cwd, env: {}, signers, key };
  const folder = join(cwd, 'dist/release');
  const verified = () => verifyRelease(folder, { keys: [key.publicKey] });

  test('is of the plan only where the package is signed', async () => {
    const companions = async (planned: Parameters<typeof planRelease>[0]) =>
      (await planRelease(planned)).artifacts.flatMap((artifact) => artifact.companions).sort();
    expect(await companions(options)).toEqual(SIGNATURES);
    expect(await companions({ cwd, env: {} })).toEqual([]);
  });

  test('is made with it, listed and verified', async () => {
    await release(options);
    const listed = output('sha256sum', ['-c', '--strict', 'SHA256SUMS'], { cwd: folder });
    expect(listed.split('\n').filter((line) => line.includes('.sig:'))).toEqual(
      SIGNATURES.map((name) => `${name}: OK`),
    );
    for (const name of PACKAGES) {
      const [signature, bytes] = [`${name}.sig`, name].map((one) =>
        readFileSync(join(folder, one)),
      );
      if (!signature || !bytes) throw new Error('two files were read');
      expect(gpg.verify(signature, bytes).stdout).toContain('[GNUPG:] VALIDSIG');
    }
    expect((await verified()).files.map(({ name }) => name)).toEqual(
      expect.arrayContaining(SIGNATURES),
    );
  });

  test('has the same bytes in a release of parts', async () => {
    await release({ ...options, target: 'dist/a', only: ['amd64'] });
    await release({ ...options, target: 'dist/b', only: ['arm64'] });
    await mergeRelease(['dist/b', 'dist/a'], { cwd, key, target: 'dist/merged' });
    expect(contentOf(join(cwd, 'dist/merged'))).toEqual(contentOf(folder));
    rmSync(join(cwd, 'dist/a', `${PACKAGES[1]}.sig`));
    const merged = mergeRelease(['dist/a', 'dist/b'], { cwd, target: 'dist/lacking' });
    expect(await problemsOf(merged)).toEqual([
      `release_shards: dist/a/${SIGNATURES[1]} cannot be read: there is no such file`,
    ]);
  });

  test('is uploaded', async () => {
    const { url: apiUrl, releases } = await fakeGithub();
    const { signal } = new AbortController();
    const to = { repository: 'jaco/jaco', tag: 'v1.2.3', token: TOKEN, apiUrl, signal, cwd };
    await publishGithub('dist/release', to);
    expect(releases[0]?.assets.map(({ name }) => name)).toEqual(expect.arrayContaining(SIGNATURES));
  });

  test('is in the way of a release that is not signed, and missed when it is gone', async () => {
    expect(await problemsOf(release({ cwd, env: {}, key }))).toEqual([
      expect.stringContaining(`files of another release: ${SIGNATURES.join(', ')}`),
    ]);
    appendFileSync(join(folder, SIGNATURES[0] ?? ''), 'x');
    rmSync(join(folder, SIGNATURES[1] ?? ''));
    expect(await problemsOf(verified())).toEqual([
      expect.stringContaining(`${SIGNATURES[0]} is not the file that was released`),
      `upgrade_verification_failed: ${SIGNATURES[1]} is missing`,
    ]);
  });
});
