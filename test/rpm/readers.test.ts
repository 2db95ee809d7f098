import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Codec } from '../../src/model/codec.ts';
import type { Entry } from '../../src/model/entry.ts';
import type { Kit } from '../../src/model/format.ts';
import type { Source } from '../../src/model/segment.ts';
import { rpm } from '../../src/rpm/index.ts';
import { bytesOf, memoryKit, stored } from '../support/kit.ts';
import { dir, file, packageOf, symlink } from '../support/package.ts';
import { needs, output, run, scratchFolder } from '../support/tools.ts';
import { readRpm, valuesOf } from './reader.ts';
import { writeRpm } from './support.ts';

const ENTRIES: readonly Entry<Source>[] = [
  file('/usr/share/dial/naïve café', 'XII\n'),
  file('/usr/share/dial/it\'s $(touch x); "quoted"', 'q'),
  file('/usr/share/dial/empty', ''),
  file(`/usr/share/dial/${'long/'.repeat(60)}name`, 'l', { mode: 0o600 }),
  file('/etc/dial.conf', 'x=1\n', { role: 'config', owner: 'dial', group: 'sun' }),
  { ...file('/var/log/dial', ''), type: 'ghost' },
  dir('/usr/share/dial', { mode: 0o2755 }),
  symlink('/usr/bin/dial', '../share/dial/naïve café'),
];

/** What GNU cpio makes of an archive: path, mode and size, but for folders. */
function unpack(folder: string, archive: Uint8Array): string[] {
  mkdirSync(folder, { recursive: true });
  const { status } = run('cpio', ['-idm', '--quiet'], { cwd: folder, input: archive });
  expect(status).toBe(0);
  const list = output('find', ['.', '!', '-type', 'd', '-printf', '%P %m %s\\n'], { cwd: folder });
  return list.trim().split('\n').sort();
}

function rpm2cpio(path: string): Buffer {
  const { status, stdout } = spawnSync('rpm2cpio', [path], { maxBuffer: 2 ** 26 });
  expect(status).toBe(0);
  return stdout;
}

needs(
  'rpm',
  'rpm2cpio',
  'cpio',
)('rpm reads', () => {
  const folder = scratchFolder();
  const check = (path: string) => run('rpm', ['-Kv', '--nosignature', path]);

  test('what was written, by its own query', async () => {
    const path = await writeRpm(folder, { description: 'First.\n\nSecond.\n' }, ENTRIES);
    const ask = (format: string) => output('rpm', ['-qp', '--qf', format, path]);
    expect(ask('%{summary}|%{description}|%{buildhost}')).toBe(
      'First.|First.\n\nSecond.\n|localhost',
    );
    const list = ask('[%{filenames} %{filemodes:perms} %{fileusername} %{filegroupname}\\n]');
    expect(
      list
        .trim()
        .split('\n')
        .map((line) => line.replace(/long\/.*name/, 'LONG')),
    ).toEqual([
      '/etc/dial.conf -rw-r--r-- dial sun',
      '/usr/bin/dial lrwxrwxrwx root root',
      '/usr/share/dial drwxr-sr-x root root',
      '/usr/share/dial/empty -rw-r--r-- root root',
      '/usr/share/dial/it\'s $(touch x); "quoted" -rw-r--r-- root root',
      '/usr/share/dial/LONG -rw------- root root',
      '/usr/share/dial/naïve café -rw-r--r-- root root',
      '/var/log/dial -rw-r--r-- root root',
    ]);
  });

  test('every digest as right', async () => {
    const { status, stdout } = check(await writeRpm(folder, {}, ENTRIES));
    expect(status).toBe(0);
    const lines = stdout.trim().split('\n').slice(1);
    expect(lines.map((line) => line.trim())).toEqual([
      'Header SHA256 digest: OK',
      'Header SHA1 digest: OK',
      'Payload SHA256 digest: OK',
      'MD5 digest: OK',
    ]);
  });

  test('a flipped byte as wrong, wherever it is', async () => {
    const path = await writeRpm(folder, { name: 'flipped' }, ENTRIES);
    const bytes = readFileSync(path);
    const { signature, headerBytes } = readRpm(bytes);
    const header = Math.ceil((96 + signature.size) / 8) * 8;
    for (const at of [header + 900, header + headerBytes.length - 30, bytes.length - 9]) {
      const broken = Buffer.from(bytes);
      broken.writeUInt8(broken.readUInt8(at) ^ 1, at);
      writeFileSync(path, broken);
      expect(check(path).status, `byte ${at}`).not.toBe(0);
    }
  });

  test('the payload, and cpio writes it below the folder it is in', async () => {
    const path = await writeRpm(folder, {}, ENTRIES);
    expect(unpack(join(folder, 'plain'), rpm2cpio(path))).toEqual([
      'etc/dial.conf 644 4',
      'usr/bin/dial 777 26',
      'usr/share/dial/empty 644 0',
      'usr/share/dial/it\'s $(touch x); "quoted" 644 1',
      `usr/share/dial/${'long/'.repeat(60)}name 600 1`,
      'usr/share/dial/naïve café 644 4',
    ]);
  });

  needs('bsdtar').test('and so does bsdtar', async () => {
    const path = await writeRpm(folder, {}, ENTRIES);
    const names = output('bsdtar', ['-tf', path]).trim().split('\n');
    expect(names).toContain('./etc/dial.conf');
    expect(names).toHaveLength(ENTRIES.length - 1);
  });
});

/** A kit that compresses with the reference programs. */
const programKit: Kit = {
  ...memoryKit,
  async encode(segments, codec) {
    if (codec.name === 'none' || codec.name === 'gzip') return memoryKit.encode(segments, codec);
    const [program, args] =
      codec.name === 'zstd' ? ['zstd', []] : ['xz', [`--format=${codec.name}`]];
    const input = await bytesOf([...segments]);
    const { status, stdout } = spawnSync(program, ['-c', '-q', `-${codec.level}`, ...args], {
      input,
    });
    expect(status).toBe(0);
    return stored(stdout);
  },
};

needs(
  'rpm',
  'rpm2cpio',
  'cpio',
  'xz',
  'zstd',
)('compressors', () => {
  const folder = scratchFolder();

  test.each<[Codec, string | undefined, string | undefined]>([
    [{ name: 'gzip', level: 9 }, '9', undefined],
    [{ name: 'xz', level: 6 }, '6', 'rpmlib(PayloadIsXz) <= 5.2-1'],
    [{ name: 'lzma', level: 2 }, '2', 'rpmlib(PayloadIsLzma) <= 4.4.6-1'],
    [{ name: 'zstd', level: 19 }, '19', 'rpmlib(PayloadIsZstd) <= 5.4.18-1'],
    [{ name: 'none' }, undefined, undefined],
  ])('%j', async (compression, flags, feature) => {
    const pkg = packageOf('rpm', { name: compression.name, compression });
    const bytes = await bytesOf(await rpm.assemble(pkg, ENTRIES, programKit));
    const path = join(folder, rpm.fileName(pkg));
    writeFileSync(path, bytes);
    const { header, payload } = readRpm(bytes);
    expect(valuesOf(header, 1125)).toEqual(flags === undefined ? undefined : [compression.name]);
    expect(valuesOf(header, 1126)).toEqual(flags === undefined ? undefined : [flags]);
    expect(payload.length).toBeGreaterThan(0);
    const requires = output('rpm', ['-qp', '--requires', path]).split('\n');
    expect(requires.filter((line) => line.includes('PayloadIs'))).toEqual(feature ? [feature] : []);
    expect(run('rpm', ['-K', '--nosignature', path]).status).toBe(0);
    expect(unpack(join(folder, compression.name), rpm2cpio(path))).toContain('etc/dial.conf 644 4');
  });
});
