import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readElf } from '../../src/lint/elf/elf.ts';
import { isFor, isIndependent, machineName } from '../../src/lint/elf/machines.ts';
import { needs, output } from '../support/tools.ts';

/** Programs and libraries of this machine, of a size that is read at once. */
function programs(): string[] {
  const folders = ['/usr/bin', '/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu'].filter(
    (folder) => existsSync(folder),
  );
  return folders
    .flatMap((folder) => {
      const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
      return names.map(({ name }) => join(folder, name));
    })
    .filter((path) => {
      return statSync(path).size < 2_000_000 && readElf(readFileSync(path)) !== undefined;
    });
}

needs('readelf')('what readelf says', () => {
  const some = () =>
    programs()
      .filter((_, i) => i % 20 === 0)
      .slice(0, 40);

  test('is what is read', () => {
    const paths = some();
    expect(paths.length).toBeGreaterThan(0);
    for (const path of paths) {
      const text = output('readelf', ['-hlSdW', path]);
      const dynamic = (tag: string) =>
        [...text.matchAll(new RegExp(`\\(${tag}\\)[^[]*\\[(.*)\\]`, 'g'))].map(
          ([, value]) => value,
        );
      expect({ path, ...readElf(readFileSync(path)) }).toMatchObject({
        path,
        bits: /Class: +ELF64/.test(text) ? 64 : 32,
        isLittleEndian: text.includes('little endian'),
        type: /Type: +DYN/.test(text)
          ? 'shared'
          : /Type: +EXEC/.test(text)
            ? 'executable'
            : 'relocatable',
        interpreter: /Requesting program interpreter: (.*)\]/.exec(text)?.[1] ?? '',
        isDynamic: /^ +DYNAMIC /m.test(text),
        needed: dynamic('NEEDED'),
        soname: dynamic('SONAME')[0] ?? '',
        searchPath: [...dynamic('RPATH'), ...dynamic('RUNPATH')].flatMap((all) => all?.split(':')),
        isStripped: !/ SYMTAB /.test(text),
        hasExecutableStack: /GNU_STACK .*RWE/.test(text),
      });
    }
  });

  test('is read of changed files without a crash, or not at all', () => {
    const bytes = readFileSync(some()[0] ?? '');
    const change = fc.tuple(fc.nat(Math.min(bytes.length - 1, 4096)), fc.nat(255));
    fc.assert(
      fc.property(
        fc.array(change, { minLength: 1, maxLength: 20 }),
        fc.nat(bytes.length),
        (changes, end) => {
          const changed = Buffer.from(bytes.subarray(0, end));
          for (const [at, byte] of changes) changed[at] = byte;
          const elf = readElf(changed);
          expect(elf === undefined || elf.needed.length <= 10_000).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('readElf', () => {
  test('reads the first part of a file but for its sections', () => {
    const [path = ''] = programs();
    const bytes = readFileSync(path);
    const start = bytes.subarray(0, bytes.length - 100);
    expect(readElf(start)).toBeUndefined();
    expect(readElf(start, false)).toEqual({ ...readElf(bytes), isStripped: true });
  });

  test.each([
    ['nothing', ''],
    ['a script', '#!/bin/sh\n'],
    ['the first four bytes', '\x7fELF'],
    ['a class that there is not', '\x7fELF\x03\x01'.padEnd(100, '\0')],
  ])('takes %s for no ELF file', (_, text) => {
    expect(readElf(Buffer.from(text, 'latin1'))).toBeUndefined();
  });

  test('takes a cut off file for damaged wherever it ends', () => {
    const header = Buffer.alloc(64);
    header.write('\x7fELF\x02\x01\x01', 'latin1');
    header.writeUInt16LE(62, 18);
    header.writeBigUInt64LE(64n, 32);
    header.writeUInt16LE(56, 54);
    header.writeUInt16LE(3, 56);
    for (let end = 0; end <= header.length; end += 1) {
      expect(readElf(header.subarray(0, end))).toBeUndefined();
    }
  });
});

describe('architectures', () => {
  const amd64 = { machine: 62, bits: 64, isLittleEndian: true };

  test.each([
    ['amd64', true],
    ['x86_64', true],
    ['x86_64_v3', true],
    ['i386', false],
    ['arm64', false],
    ['aarch64_cortex-a53', false],
    ['xtensa', undefined],
  ])('a program for amd64 is for %s: %s', (arch, expected) => {
    expect(isFor(amd64, arch)).toBe(expected);
  });

  test.each([
    [{ machine: 40, bits: 32, isLittleEndian: true }, 'armv7hl', 'arm'],
    [{ machine: 183, bits: 64, isLittleEndian: true }, 'aarch64', 'arm64'],
    [{ machine: 21, bits: 64, isLittleEndian: true }, 'ppc64el', 'ppc64le'],
    [{ machine: 22, bits: 64, isLittleEndian: false }, 's390x', 's390x'],
    [{ machine: 243, bits: 64, isLittleEndian: true }, 'riscv64', 'riscv64'],
  ])('%j is for %s, and called %s', (file, arch, name) => {
    expect(isFor(file, arch)).toBe(true);
    expect(machineName(file)).toBe(name);
  });

  test('some packages are for all', () => {
    expect(['all', 'noarch', 'any', 'amd64'].map(isIndependent)).toEqual([true, true, true, false]);
  });
});
