import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { build } from '../../src/index.ts';
import type { Format } from '../../src/model/format.ts';
import { needs } from '../support/tools.ts';
import { GnuPg } from './gnupg.ts';
import { buildSigned } from './project.ts';

// A tarball that is signed as pacman's packages are.
vi.mock('../../src/formats.ts', async (original) => {
  const formats = await original<typeof import('../../src/formats.ts')>();
  const { archlinux } = await import('../../src/archlinux/index.ts');
  const { signedWith, detachedSignature } = archlinux;
  const tarball: Format = {
    ...formats.formatNamed('tarball'),
    ...(signedWith && { signedWith }),
    ...(detachedSignature !== undefined && { detachedSignature }),
  };
  return { ...formats, formatNamed: () => tarball };
});

needs('gpg')('a signature beside the package', () => {
  const gpg = new GnuPg();
  beforeAll(() => {
    gpg.key('Beside', 'ed25519', 'cert,sign');
    gpg.export('key.gpg', ['--export-secret-keys', 'Beside']);
  });
  const signers = { tarball: { keyFile: 'key.gpg' } };

  test('is written with it', async () => {
    const { path, companions } = await buildSigned('tarball', gpg.home, {}, { signers });
    const [signature] = companions;
    expect(companions).toHaveLength(1);
    expect(signature?.path).toBe(`${path}.sig`);
    const bytes = readFileSync(`${path}.sig`);
    expect(signature?.size).toBe(bytes.length);
    expect(gpg.verify(bytes, readFileSync(path)).stdout).toContain('[GNUPG:] VALIDSIG');
  });

  test('is not there without a signer', async () => {
    const { companions } = await buildSigned('tarball', gpg.home, {});
    expect(companions).toEqual([]);
  });

  test('is not left alone when a later package fails', async () => {
    const target = mkdtempSync(join(gpg.home, 'target-'));
    let calls = 0;
    const sign = async () => {
      calls += 1;
      if (calls > 1) throw new Error('out of ink');
      const { companions } = await buildSigned('tarball', gpg.home, {}, { signers });
      return readFileSync(companions[0]?.path ?? '');
    };
    const config = {
      name: 'sundial',
      version: '1.2.3',
      contents: [],
      mtime: '2023-11-14T22:13:20Z',
    };
    const asked = { signers: { tarball: { sign } }, arch: ['amd64', 'arm64'], target };
    const made = build({ config, packagers: ['tarball'], ...asked });
    await expect(made).rejects.toMatchObject({ code: 'signer_failed' });
    expect(calls).toBe(2);
    expect(readdirSync(target)).toEqual([]);
  });
});
