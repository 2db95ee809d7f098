import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { REPOSITORY } from '../support/cli.ts';
import { needs, output, scratchFolder } from '../support/tools.ts';

const PROGRAMS = ['linux', 'darwin'].flatMap((system) =>
  ['amd64', 'arm64'].flatMap((arch) =>
    ['jaco', 'jacod'].map((name) => `${system}/${arch}/${name}`),
  ),
);
const script = join(REPOSITORY, 'scripts/stand-ins.mjs');

function standIns(): string {
  const folder = scratchFolder();
  output(process.execPath, [script, folder]);
  return folder;
}

const folder = standIns();

describe('the stand-ins of JACO', () => {
  test('are there for every system and architecture, small and executable', () => {
    for (const program of PROGRAMS) {
      const { mode, size } = statSync(join(folder, program));
      expect([program, mode & 0o777, size < 20_000]).toEqual([program, 0o755, true]);
    }
  });

  test('are the same each time', () => {
    const again = standIns();
    for (const program of PROGRAMS) {
      const bytes = readFileSync(join(folder, program));
      expect(readFileSync(join(again, program)).equals(bytes)).toBe(true);
    }
  });

  test('do not take the place of what is there', () => {
    const mine = standIns();
    writeFileSync(join(mine, 'linux/amd64/jaco'), 'the real one\n');
    expect(output(process.execPath, [script, mine])).toBe('');
    expect(readFileSync(join(mine, 'linux/amd64/jaco'), 'utf8')).toBe('the real one\n');
  });

  test.skipIf(process.platform !== 'linux')('run on the machine they are for', () => {
    const arch = process.arch === 'x64' ? 'amd64' : process.arch;
    for (const name of ['jaco', 'jacod']) {
      expect(output(join(folder, 'linux', arch, name), [])).toBe(`${name} stand-in 0.0.0\n`);
    }
  });
});

needs('file')('to file', () => {
  test.each([
    [
      'linux/amd64',
      'ELF 64-bit LSB executable, x86-64, version 1 (SYSV), statically linked, stripped',
    ],
    [
      'linux/arm64',
      'ELF 64-bit LSB executable, ARM aarch64, version 1 (SYSV), statically linked, stripped',
    ],
    ['darwin/amd64', 'Mach-O 64-bit x86_64 executable, flags:<NOUNDEFS>'],
    ['darwin/arm64', 'Mach-O 64-bit arm64 executable, flags:<NOUNDEFS>'],
  ])('%s is an executable', (place, description) => {
    expect(output('file', ['--brief', join(folder, place, 'jaco')])).toBe(`${description}\n`);
  });
});

needs('readelf')('to readelf', () => {
  test.each(['amd64', 'arm64'])('%s is without fault', (arch) => {
    const path = join(folder, 'linux', arch, 'jacod');
    const text = output('readelf', ['--wide', '--file-header', '--segments', '--sections', path]);
    expect(text).not.toMatch(/warning|error/i);
    expect(text).toMatch(/LOAD +0x0+ 0x0*400000 .* R E 0x10000/);
    expect(text).toMatch(/GNU_STACK .* RW /);
    expect(text).toMatch(/\.text +PROGBITS +0*4000b0 0*b0/);
  });
});
