import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { archlinux } from '../../src/archlinux/index.ts';
import type { Kit } from '../../src/model/format.ts';
import { bytesOf, memoryKit } from '../support/kit.ts';
import { file } from '../support/package.ts';
import { needs, run } from '../support/tools.ts';
import { GnuPg } from './gnupg.ts';
import { signed } from './signers.ts';

needs('gpg')('a signed pacman package', () => {
  const gpg = new GnuPg();
  const other = new GnuPg();
  beforeAll(() => {
    const key = gpg.key('Dial Works <dial@works.example>', 'ed25519', 'cert');
    gpg.subkey(key, 'ed25519', 'sign');
    gpg.export('key.gpg', ['--export-secret-subkeys', key]);
  });

  /** Writes a package and what goes beside it; returns its path. */
  async function write(keyFile: string): Promise<string> {
    const signers = { archlinux: { keyFile } };
    const { pkg, signer } = await signed({ format: 'archlinux', signers, cwd: gpg.home });
    const kit: Kit = { ...memoryKit, signer };
    const content = [file('/usr/share/sundial/noon', 'twelve\n')];
    const segments = await archlinux.assemble(pkg, content, kit);
    const path = join(mkdtempSync(join(gpg.home, 'out-')), archlinux.fileName(pkg));
    writeFileSync(path, await bytesOf(segments));
    const signature = await signer.sign('openpgp', segments);
    writeFileSync(path + archlinux.detachedSignature, await bytesOf([signature]));
    return path;
  }

  test('has a detached signature beside it, not armored', async () => {
    const path = await write('key.gpg');
    const signature = readFileSync(`${path}.sig`);
    expect(signature[0]).toBeGreaterThan(0x7f);
    expect(gpg.verify(signature, readFileSync(path)).stdout).toContain('[GNUPG:] VALIDSIG');
    const again = await write('key.gpg');
    expect(readFileSync(`${again}.sig`).equals(signature)).toBe(true);
  });

  needs('pacman', 'root')('pacman that takes nothing else', () => {
    const newRoot = () => {
      const root = mkdtempSync(join(gpg.home, 'root-'));
      for (const name of ['var/lib/pacman', 'var/cache/pacman']) {
        mkdirSync(join(root, name), { recursive: true });
      }
      const config = join(root, 'pacman.conf');
      writeFileSync(config, '[options]\nArchitecture = auto\nLocalFileSigLevel = Required\n');
      const places = ['--dbpath', join(root, 'var/lib/pacman'), '--gpgdir', gpg.home];
      const options = ['--config', config, '--root', root, ...places, '--noconfirm'];
      const cache = ['--cachedir', join(root, 'var/cache/pacman')];
      return {
        root,
        pacman: (...args: string[]) => run('pacman', [...options, ...cache, ...args]),
      };
    };

    test('installs it', async () => {
      const { root, pacman } = newRoot();
      expect(pacman('-U', await write('key.gpg'))).toMatchObject({ status: 0 });
      expect(existsSync(join(root, 'usr/share/sundial/noon'))).toBe(true);
      expect(pacman('-Qkk', 'sundial').stdout).toContain('0 altered files');
    });

    test('refuses one without signature, with a flipped byte, or of a stranger', async () => {
      const path = await write('key.gpg');
      const flipped = await write('key.gpg');
      const bytes = readFileSync(flipped);
      bytes[100] = (bytes[100] ?? 0) ^ 1;
      writeFileSync(flipped, bytes);
      const bare = join(mkdtempSync(join(gpg.home, 'bare-')), 'sundial-1.2.3-1-x86_64.pkg.tar.zst');
      copyFileSync(path, bare);
      other.key('Stranger', 'ed25519', 'cert,sign');
      const strange = await write(other.export('other.gpg', ['--export-secret-keys', 'Stranger']));
      for (const refused of [bare, flipped, strange]) {
        const { root, pacman } = newRoot();
        const { status, stderr } = pacman('-U', refused);
        expect(status).not.toBe(0);
        expect(stderr).toMatch(
          /missing required signature|invalid or corrupted|unknown trust|could not be looked up|required key missing/,
        );
        expect(existsSync(join(root, 'usr'))).toBe(false);
      }
    });
  });
});
