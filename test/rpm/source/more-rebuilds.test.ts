import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Store } from '../../../src/ingest/store.ts';
import type { Codec } from '../../../src/model/codec.ts';
import type { Package } from '../../../src/model/package.ts';
import { srpm } from '../../../src/rpm/source/index.ts';
import { file, packageOf, script } from '../../support/package.ts';
import { needs, scratchFolder } from '../../support/tools.ts';
import { readRpm, valuesOf } from '../reader.ts';
import { rpmOf } from '../support.ts';
import { rebuild, rpmbuildArgs, srpmOf } from './rebuild.ts';
import { SAMPLE_FILES } from './sample.ts';

/** By rpm's names. */
const TAG = {
  PAYLOADCOMPRESSOR: 1125,
  PAYLOADFLAGS: 1126,
  ARCH: 1022,
  DESCRIPTION: 1005,
  PREIN: 1023,
  BASENAMES: 1117,
  FILEDIGESTS: 1035,
  LICENSE: 1014,
  EPOCH: 1003,
  SUMMARY: 1004,
  BUILDHOST: 1007,
  PROVIDEVERSION: 1113,
} as const;

needs('rpmbuild')('rpmbuild --rebuild', () => {
  const folder = scratchFolder();
  let count = 0;
  const rebuilt = async (
    change: Partial<Package>,
    files: Parameters<typeof srpmOf>[1] = [],
    target?: string,
  ) => {
    count += 1;
    const bytes = rebuild(await srpmOf(change, files), join(folder, `${count}`), target);
    return readRpm(bytes).header;
  };

  test('for another architecture, with --target', async () => {
    const header = await rebuilt({ arch: 'arm64' }, [file('/a', 'a')], 'aarch64');
    expect(valuesOf(header, TAG.ARCH)).toEqual(['aarch64']);
  });

  test('for all of them', async () => {
    const header = await rebuilt({ arch: 'all' }, [file('/a', '\x7fELF')]);
    expect(valuesOf(header, TAG.ARCH)).toEqual(['noarch']);
  });

  test('for no other than its own without', async () => {
    await expect(rebuilt({ arch: 'arm64' })).rejects.toThrow('Architecture is not included');
  });

  test('of blanks for a summary and a build host, and an epoch with zeros', async () => {
    const plain = packageOf('rpm');
    const rpm = { ...plain.rpm, summary: '  ', buildHost: ' ' };
    const version = { ...plain.version, epoch: '007' };
    const header = await rebuilt({ rpm, description: ' \n', version });
    expect(valuesOf(header, TAG.SUMMARY)).toEqual([plain.name]);
    expect(valuesOf(header, TAG.EPOCH)).toEqual([7]);
    expect(valuesOf(header, TAG.PROVIDEVERSION)).toEqual(['7:1.2.3-1']);
    const binary = readRpm(await rpmOf({ rpm, version })).header;
    expect(valuesOf(binary, TAG.PROVIDEVERSION)).toEqual(['7:1.2.3-1']);
    expect(valuesOf(binary, TAG.BUILDHOST)).toEqual(['localhost']);
  });

  test('without files, licence or compression', async () => {
    const header = await rebuilt({ license: ' ', compression: { name: 'none' } });
    expect(valuesOf(header, TAG.LICENSE)).toEqual(['unspecified']);
    expect(valuesOf(header, TAG.BASENAMES)).toBeUndefined();
    expect(valuesOf(header, TAG.PAYLOADCOMPRESSOR)).toBeUndefined();
  });

  test.each<[Codec, string, string]>([
    [{ name: 'xz', level: 2 }, 'xz', '2'],
    [{ name: 'lzma', level: 1 }, 'lzma', '1'],
    [{ name: 'zstd', level: 5 }, 'zstd', '5'],
    [{ name: 'gzip', level: 9 }, 'gzip', '9'],
  ])('compressed by %j, like the source', async (compression, name, flags) => {
    const store = new Store();
    const folderOfRun = join(folder, name);
    const bytes = await srpmOf({ compression }, [file('/a', 'a'.repeat(99_999))], store);
    await store.close();
    for (const { header } of [readRpm(bytes), readRpm(rebuild(bytes, folderOfRun))]) {
      expect(valuesOf(header, TAG.PAYLOADCOMPRESSOR)).toEqual([name]);
      expect(valuesOf(header, TAG.PAYLOADFLAGS)).toEqual([flags]);
    }
  });

  test('with scripts that are no UTF-8', async () => {
    const bytes = Buffer.from([0x23, 0xe9, 0x0a]);
    const preinstall = { ...script(''), bytes };
    const header = await rebuilt({ scripts: { preinstall } });
    expect(valuesOf(header, TAG.PREIN)).toEqual([bytes.toString()]);
  });

  const piece = fc.oneof(
    fc.constantFrom(...'*?[]{}\\%"\'~#$&;|<>() \t!^`,'),
    fc.constantFrom('%{name}', '%files', '%attr', '%%', '\\n', 'a', 'ü', '🌞', '%if', 'b.c'),
    fc.string({ maxLength: 3, unit: 'grapheme' }),
  );
  const name = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(''));
  const path = fc
    .array(name, { minLength: 1, maxLength: 3 })
    .map((names) => `/x${names.join('').replace(/[\p{Cc}/]/gu, '_')}`);

  test('with any names, and any text', async () => {
    const any = fc.record({
      paths: fc.uniqueArray(path, { maxLength: 40 }),
      text: fc.array(piece, { maxLength: 20 }).map((pieces) => `a${pieces.join('')}`),
    });
    let packed = 0;
    await fc.assert(
      fc.asyncProperty(any, async ({ paths, text }) => {
        const files = paths.map((item) => file(item, item));
        const change = { description: text, scripts: { preinstall: script(`${text}\n`) } };
        const planned = files.map((entry) => ({
          ...entry,
          body: { kind: 'memory' as const, name: '', bytes: new Uint8Array() },
        }));
        fc.pre(srpm.check(packageOf('srpm', change), planned).length === 0);
        packed += 1;
        const header = await rebuilt(change, files);
        const direct = readRpm(await rpmOf(change, files)).header;
        for (const tag of [TAG.BASENAMES, TAG.FILEDIGESTS, TAG.PREIN]) {
          expect(valuesOf(header, tag)).toEqual(valuesOf(direct, tag));
        }
        expect(valuesOf(header, TAG.DESCRIPTION)).toEqual([trimmed(text)]);
      }),
      // A blank of two bytes beside a pattern.
      { numRuns: 15, examples: [[{ paths: ['/x*\u00a0'], text: 'a' }]] },
    );
    expect(packed).toBeGreaterThan(10);
  });
});

/** rpmbuild takes blanks off the ends of lines. */
function trimmed(text: string): string {
  return text.replace(/[ \t\n\v\f\r]+$/gm, '').trimEnd();
}

needs('rpmbuild', 'root')('rpmbuild --rebuild as a user like any other', () => {
  test('reads files that only root may, and gives them to root', async () => {
    const folder = scratchFolder();
    chmodSync(folder, 0o777);
    const path = join(folder, 'given.src.rpm');
    writeFileSync(path, await srpmOf({}, SAMPLE_FILES), { mode: 0o644 });
    mkdirSync(join(folder, 'top'), { mode: 0o777 });
    chmodSync(join(folder, 'top'), 0o777);
    const args = rpmbuildArgs(join(folder, 'top'), { _tmppath: join(folder, 'top') });
    const { status, stderr } = spawnSync('rpmbuild', ['--rebuild', '--quiet', ...args, path], {
      uid: 65534,
      gid: 65534,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], HOME: join(folder, 'top') },
    });
    expect(stderr.replace(/^warning: (user|group) .*\n/gm, '')).not.toContain('error');
    expect(status).toBe(0);
    expect(readdirSync(join(folder, 'top/RPMS/x86_64'))).toEqual(['sundial-1.2.3-1.x86_64.rpm']);
  });
});
