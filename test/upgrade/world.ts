// A small world to upgrade in: releases that are signed, and two programs that are installed.
import { createHash } from 'node:crypto';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { tarEnd, tarHeader } from '../../src/container/tar.ts';
import {
  encodePublicKey,
  encodeSignature,
  publicKeyLine,
  type SecretKey,
  sign,
} from '../../src/minisign/index.ts';
import { writeSums } from '../../src/release/sums.ts';
import type { UpgradeOptions } from '../../src/upgrade/index.ts';
import { fixedKey } from '../minisign/fixtures.ts';
import { output } from '../support/tools.ts';

export const KEY = fixedKey(1);
export const OTHER_KEY = fixedKey(2);

export const PROGRAMS = ['jaco', 'jacod'] as const;

/** The content of a program of some version; larger than a buffer. */
export function program(name: string, version: string): string {
  return `#!/bin/sh\necho ${name} v${version}\nexit 0\n${`# ${name} ${version}\n`.repeat(5000)}`;
}

export interface ReleaseOptions {
  readonly key?: SecretKey;
  /** Files besides the tarball. */
  readonly extra?: Readonly<Record<string, string>>;
  readonly tarball?: Uint8Array;
  readonly name?: string;
}

/** Writes a release: tarball, SHA256SUMS and its signature. */
export async function makeRelease(
  folder: string,
  version: string,
  options: ReleaseOptions = {},
): Promise<string> {
  const { key = KEY, extra = {}, name = `jaco-v${version}-linux-amd64.tar.gz` } = options;
  mkdirSync(folder, { recursive: true });
  const files = { [name]: options.tarball ?? tarball(version), ...extra };
  for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, file), content);
  const sums = Object.entries(files).map(([file, content]) => ({
    name: file,
    sha256: sha256(content),
  }));
  await signSums(folder, writeSums(sums), key);
  return folder;
}

export async function signSums(folder: string, text: string, key = KEY): Promise<void> {
  writeFileSync(join(folder, 'SHA256SUMS'), text);
  const signature = await sign(Buffer.from(text), key, { trusted: 'file:SHA256SUMS' });
  writeFileSync(join(folder, 'SHA256SUMS.minisig'), encodeSignature(signature));
}

/** The tarball that `jaco-pkg release` would make, but for what does not matter here. */
export function tarball(version: string): Uint8Array {
  const folder = `jaco-v${version}-linux-amd64`;
  return gzipSync(
    tar([
      [`${folder}/README.md`, 'Read me'],
      ...PROGRAMS.map((name): [string, string] => [`${folder}/${name}`, program(name, version)]),
    ]),
  );
}

/** A tar archive of plain files. */
export function tar(files: readonly (readonly [string, string])[]): Uint8Array {
  const blocks = files.flatMap(([name, content]) => [member(name, content.length), pad(content)]);
  return Buffer.concat([...blocks, tarEnd()]);
}

export function member(name: string, size: number): Uint8Array {
  const of = { uname: '', gname: '', mtime: 0, mode: 0o644, type: 'file' } as const;
  return tarHeader({ ...of, name, size }, 'pax');
}

function pad(content: string): Uint8Array {
  const bytes = Buffer.from(content);
  return Buffer.concat([bytes, new Uint8Array((512 - (bytes.length % 512)) % 512)]);
}

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

export interface World {
  readonly root: string;
  /** Where the programs are installed. */
  readonly bin: string;
  readonly keyFile: string;
  /** For downloads; empty but while one is under way. */
  readonly temporary: string;
  readonly targets: readonly [string, string];
}

/** Installs the programs of a version, and the key that is trusted. */
export function makeWorld(parent: string, version = '1.0.0', key = KEY): World {
  const root = mkdtempSync(join(parent, 'world-'));
  const bin = join(root, 'bin');
  const etc = join(root, 'etc');
  for (const folder of [bin, etc]) mkdirSync(folder);
  for (const folder of [root, bin, etc]) chmodSync(folder, 0o755);
  const targets = [join(bin, 'jaco'), join(bin, 'jacod')] as const;
  for (const name of PROGRAMS) writeFileSync(join(bin, name), program(name, version));
  chmodSync(targets[0], 0o755);
  chmodSync(targets[1], 0o750);
  const keyFile = join(etc, 'release-pubkey.txt');
  writeFileSync(keyFile, encodePublicKey(key.publicKey));
  chmodSync(keyFile, 0o644);
  const temporary = mkdtempSync(join(parent, 'temporary-'));
  return { root, bin, keyFile, temporary, targets };
}

/** The same somewhere else, links and hard links included. */
export function copyWorld({ root, bin, keyFile, targets }: World): World {
  const copy = mkdtempSync(join(dirname(root), 'world-'));
  output('cp', ['-a', `${root}/.`, copy]);
  const moved = (path: string) => join(copy, relative(root, path));
  const [first, second] = targets;
  return {
    root: copy,
    bin: moved(bin),
    keyFile: moved(keyFile),
    temporary: mkdtempSync(join(dirname(root), 'temporary-')),
    targets: [moved(first), moved(second)],
  };
}

export function upgradeOptions(
  world: World,
  base: string,
  change: Partial<UpgradeOptions> = {},
): UpgradeOptions {
  const [first, second] = world.targets;
  return {
    base,
    trust: { keys: [publicKeyLine(KEY.publicKey)] },
    targets: [{ path: first }, { path: second }],
    installed: '1.0.0',
    product: { platform: 'linux', arch: 'amd64' },
    env: {},
    temporary: world.temporary,
    ...change,
  };
}

/** All that is installed: type, mode, owner, identity, time of change and content of each file. */
export function snapshot({ root }: Pick<World, 'root'>): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()) {
    const stats = lstatSync(join(root, name));
    const { mode, uid, gid, ino, mtimeMs, nlink } = stats;
    const content = stats.isFile() ? sha256(readFileSync(join(root, name))) : '';
    // Of folders the time tells whether anything in them was touched.
    found[name] = [mode.toString(8), uid, gid, ino, mtimeMs, nlink, content].join(' ');
  }
  return found;
}

/** The same without folders, where files were made and removed again. */
export function filesOf(world: World): Record<string, string> {
  const isFile = ([, line]: [string, string]) => !line.startsWith('40');
  return Object.fromEntries(Object.entries(snapshot(world)).filter(isFile));
}

/** Which version all programs are of; fails when one is missing, not whole, or of another. */
export function versionIn(world: World): string {
  const versions = PROGRAMS.map((name) => {
    const text = readFileSync(join(world.bin, name), 'utf8');
    const version = /^echo \w+ v(.*)$/m.exec(text)?.[1] ?? 'none';
    return text === program(name, version) ? version : `broken ${name}`;
  });
  const [version, ...others] = new Set(versions);
  return others.length === 0 && version !== undefined ? version : versions.join(' and ');
}
