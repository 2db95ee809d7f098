// Releases that are not to be trusted, or not for this installation: each is refused with an error
// that says why, and not even the folder of the programs is touched.
import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { encodePublicKey, publicKeyLine } from '../../src/minisign/index.ts';
import { type UpgradeOptions, upgrade } from '../../src/upgrade/index.ts';
import { scratchFolder } from '../support/tools.ts';
import { rowsOf } from './matrix.ts';
import {
  KEY,
  makeRelease,
  makeWorld,
  OTHER_KEY,
  type ReleaseOptions,
  sha256,
  signSums,
  snapshot,
  tarball,
  upgradeOptions,
  versionIn,
} from './world.ts';

const root = scratchFolder();
const TARBALL = 'jaco-v1.1.0-linux-amd64.tar.gz';
const line = (name: string) => `${sha256('x')}  ${name}\n`;
const rows = rowsOf();

interface Case {
  readonly what: string;
  readonly code?: string;
  readonly message: string;
  readonly release?: ReleaseOptions;
  readonly version?: string;
  readonly change?: Partial<UpgradeOptions>;
  /** Harms the release once it is there. */
  readonly harm?: (folder: string) => unknown;
}

const edit = (folder: string, name: string, change: (text: string) => string) =>
  writeFileSync(join(folder, name), change(readFileSync(join(folder, name), 'utf8')));

async function sums(folder: string, change: (text: string) => string) {
  await signSums(folder, change(readFileSync(join(folder, 'SHA256SUMS'), 'utf8')));
}

const SIGNATURES: readonly Case[] = [
  {
    what: 'a signature by a key that is not trusted',
    release: { key: OTHER_KEY },
    message: `the signature is by key ${OTHER_KEY.publicKey.keyId}; trusted keys: ${KEY.publicKey.keyId}`,
  },
  {
    what: 'a signature by another key under the id of the trusted one',
    release: {
      key: { ...OTHER_KEY, publicKey: { ...OTHER_KEY.publicKey, keyId: KEY.publicKey.keyId } },
    },
    message: 'the signature does not belong to the data',
  },
  {
    what: 'a changed SHA256SUMS',
    harm: (folder) => edit(folder, 'SHA256SUMS', (text) => text.replace(/^./, 'f')),
    message: 'the signature does not belong to the data',
  },
  {
    what: 'a SHA256SUMS with a line more',
    harm: (folder) => appendFileSync(join(folder, 'SHA256SUMS'), line('more')),
    message: 'the signature does not belong to the data',
  },
  {
    what: 'the signature of another file',
    harm: async (folder) => {
      const text = readFileSync(join(folder, 'SHA256SUMS'), 'utf8');
      await signSums(folder, line('other'));
      writeFileSync(join(folder, 'SHA256SUMS'), text);
    },
    message: 'the signature does not belong to the data',
  },
  {
    what: 'a changed trusted comment',
    harm: (folder) =>
      edit(folder, 'SHA256SUMS.minisig', (text) => text.replace('file:SHA256SUMS', 'file:other')),
    message: 'the trusted comment is not the one that was signed',
  },
  {
    what: 'a signature file that is none',
    harm: (folder) => writeFileSync(join(folder, 'SHA256SUMS.minisig'), 'trust me\n'),
    message: 'is not the four lines of a minisign signature',
  },
  {
    what: 'no signature',
    harm: (folder) => rmSync(join(folder, 'SHA256SUMS.minisig')),
    message: 'has no SHA256SUMS.minisig, so nobody vouches for it',
  },
  {
    what: 'no SHA256SUMS',
    harm: (folder) => rmSync(join(folder, 'SHA256SUMS')),
    message: 'has no SHA256SUMS, so it is no release',
  },
];

const LISTS: readonly Case[] = [
  {
    what: 'a file that is listed twice',
    harm: (folder) => sums(folder, (text) => text + text),
    message: 'names the file of line 1 again',
  },
  {
    what: 'an absolute path in the list',
    harm: (folder) => sums(folder, (text) => text + line('/etc/passwd')),
    message: 'names the absolute path /etc/passwd',
  },
  {
    what: 'a path in the list that leads out',
    harm: (folder) => sums(folder, (text) => text + line('../jaco')),
    message: 'names ../jaco, outside the folder of the list',
  },
  {
    what: 'an empty list',
    harm: (folder) => sums(folder, () => ''),
    message: 'the list is empty',
  },
  {
    what: 'tarballs of two versions',
    harm: (folder) => sums(folder, (text) => text + line(TARBALL.replace('1.1.0', '1.2.0'))),
    message: `the release has several versions: ${TARBALL}, jaco-v1.2.0-linux-amd64.tar.gz`,
  },
  {
    what: 'no tarball for this machine',
    change: { product: { platform: 'darwin', arch: 'arm64' } },
    code: 'platform_unsupported',
    message: `the release has no jaco for darwin on arm64: there is no jaco-vVERSION-darwin-arm64.tar.gz in its list (it has ${TARBALL})`,
  },
  {
    what: 'no tarball of this product',
    change: { product: { name: 'jac', platform: 'linux', arch: 'amd64' } },
    code: 'platform_unsupported',
    message: `jac-vVERSION-linux-amd64.tar.gz in its list (it has ${TARBALL}; upgrades find the usual name and gzip alone; --product says another NAME)`,
  },
  {
    what: 'a tarball of another compression',
    release: { name: 'jaco-v1.1.0-linux-amd64.tar.zst' },
    code: 'platform_unsupported',
    message: '(it has jaco-v1.1.0-linux-amd64.tar.zst; upgrades find',
  },
  {
    what: 'a tarball of another name',
    release: { name: 'jaco-1.1.0.tgz', extra: { 'jaco-1-x86_64.pkg.tar.zst': '' } },
    code: 'platform_unsupported',
    message: '(it has jaco-1.1.0.tgz; upgrades find',
  },
  {
    what: 'no tarball at all',
    release: { name: 'jaco_1.1.0_amd64.deb' },
    code: 'platform_unsupported',
    message: 'in its list (upgrades find',
  },
];

const FILES: readonly Case[] = [
  {
    what: 'a changed tarball',
    harm: (folder) => writeFileSync(join(folder, TARBALL), tarball('1.1.1')),
    message: `${TARBALL} is not the file that was released: its SHA-256 is`,
  },
  {
    what: 'a cut tarball',
    harm: (folder) => writeFileSync(join(folder, TARBALL), tarball('1.1.0').subarray(0, 300)),
    message: `${TARBALL} is not the file that was released: its SHA-256 is`,
  },
  {
    what: 'no tarball, though it is listed',
    harm: (folder) => rmSync(join(folder, TARBALL)),
    message: `has no ${TARBALL}`,
  },
  {
    what: 'a tarball that is too large',
    change: { limits: { maxDownloadBytes: 100 } },
    code: 'fetch_too_large',
    message: 'it has more than 100 bytes',
  },
  {
    what: 'a changed release-pubkey.txt',
    release: { extra: { 'release-pubkey.txt': encodePublicKey(KEY.publicKey) } },
    harm: (folder) =>
      writeFileSync(join(folder, 'release-pubkey.txt'), encodePublicKey(OTHER_KEY.publicKey)),
    message: 'release-pubkey.txt is not the file that was released',
  },
  {
    what: 'a release-pubkey.txt without a key',
    release: { extra: { 'release-pubkey.txt': 'none\n' } },
    message: 'release-pubkey.txt:1: the public key line is not a minisign public key',
  },
];

const VERSIONS: readonly Case[] = [
  {
    what: 'an older version',
    version: '0.9.9',
    code: 'upgrade_downgrade',
    message: 'jaco-v0.9.9-linux-amd64.tar.gz is older than version 1.0.0, which is installed',
  },
  {
    what: 'a prerelease of what is installed',
    version: '1.0.0-rc.1',
    code: 'upgrade_downgrade',
    message: 'is older than version 1.0.0',
  },
  {
    what: 'a version that differs in its metadata only',
    version: '1.0.0+2',
    code: 'upgrade_downgrade',
    message: 'is of the same precedence as version 1.0.0',
  },
  {
    what: 'an installed version that is none',
    change: { installed: async () => 'devel' },
    code: 'version_invalid',
    message: 'the installed version is "devel", which is no version',
  },
];

describe.each([
  ['signature', SIGNATURES],
  ['list', LISTS],
  ['file', FILES],
  ['version', VERSIONS],
])('refused for its %s', (_kind, cases) => {
  test.each(cases)('$what', async ({ what, code, message, release, version, change, harm }) => {
    const world = makeWorld(root);
    const name = Buffer.from(what).toString('hex').slice(0, 200);
    const folder = await makeRelease(join(root, name), version ?? '1.1.0', release);
    await harm?.(folder);
    const before = snapshot(world);
    await expect(upgrade(upgradeOptions(world, folder, change))).rejects.toMatchObject({
      name: 'JacoPkgError',
      code: code ?? 'upgrade_verification_failed',
      message: expect.stringContaining(message),
    });
    expect(snapshot(world)).toEqual(before);
    expect(readdirSync(world.temporary)).toEqual([]);
    expect(versionIn(world)).toBe('1.0.0');
    rows.add(what, code ?? 'upgrade_verification_failed', world);
  });
});

test('all of them at a glance', async (context) => {
  const count = [SIGNATURES, LISTS, FILES, VERSIONS].flat().length;
  await rows.match('golden/refused.txt', count, context);
});

test('any of several keys will do', async () => {
  const world = makeWorld(root);
  const base = await makeRelease(join(root, 'either'), '1.1.0', { key: OTHER_KEY });
  const keys = [publicKeyLine(KEY.publicKey), encodePublicKey(OTHER_KEY.publicKey)] as const;
  const result = await upgrade(upgradeOptions(world, base, { trust: { keys } }));
  expect(result).toMatchObject({ keyId: OTHER_KEY.publicKey.keyId });
});
