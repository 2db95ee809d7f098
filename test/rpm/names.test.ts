import { describe, expect, test } from 'vitest';
import type { Version } from '../../src/model/package.ts';
import { rpm } from '../../src/rpm/index.ts';
import { packageOf } from '../support/package.ts';
import { readRpm, valuesOf } from './reader.ts';
import { rpmOf } from './support.ts';

const VERSION: Version = { epoch: '', version: '3.1.4', prerelease: '', metadata: '', release: '' };

describe('versions', () => {
  test.each<[Partial<Version>, string, string]>([
    [{}, '3.1.4', '1'],
    [{ prerelease: 'rc.1' }, '3.1.4~rc.1', '1'],
    [{ prerelease: 'beta-2' }, '3.1.4~beta_2', '1'],
    [{ metadata: 'git20240105' }, '3.1.4+git20240105', '1'],
    [{ metadata: 'git-7', prerelease: 'rc2', release: '3' }, '3.1.4~rc2+git_7', '3'],
    [{ release: '2.el9' }, '3.1.4', '2.el9'],
    [{ release: '2-el9' }, '3.1.4', '2_el9'],
    [{ version: 'v3.1-nightly' }, 'v3.1_nightly', '1'],
    [{ version: '2024.0.0', prerelease: '01-05' }, '2024.0.0~01_05', '1'],
    [{ epoch: '5' }, '3.1.4', '1'],
  ])('%j', async (change, version, release) => {
    const of = { version: { ...VERSION, ...change } };
    const name = `sundial-${version}-${release}`;
    expect(rpm.fileName(packageOf('rpm', of))).toBe(`${name}.x86_64.rpm`);
    expect(rpm.check(packageOf('rpm', of), [])).toEqual([]);
    const { lead, header } = readRpm(await rpmOf(of));
    expect(valuesOf(header, 1001)).toEqual([version]);
    expect(valuesOf(header, 1002)).toEqual([release]);
    expect(valuesOf(header, 1003)).toEqual(change.epoch ? [5] : undefined);
    expect(valuesOf(header, 1044)).toEqual([`${name}.src.rpm`]);
    expect(lead.toString('utf8', 10, 76).replace(/\0+$/, '')).toBe(name);
  });

  test('a name too long for the lead is cut there, and ends in a NUL', async () => {
    const name = 'long'.repeat(40);
    const { lead, header } = readRpm(await rpmOf({ name }));
    expect(lead.toString('latin1', 10, 76)).toBe(`${name.slice(0, 65)}\0`);
    expect(valuesOf(header, 1000)).toEqual([name]);
  });
});

describe('architectures', () => {
  test.each([
    ['amd64', 'x86_64', 1],
    ['386', 'i386', 1],
    ['arm64', 'aarch64', 19],
    ['arm5', 'armv5tel', 12],
    ['arm6', 'armv6hl', 12],
    ['arm7', 'armv7hl', 12],
    ['mips64le', 'mips64el', 11],
    ['mipsle', 'mipsel', 4],
    ['ppc64le', 'ppc64le', 16],
    ['riscv64', 'riscv64', 22],
    ['s390x', 's390x', 15],
    ['loong64', 'loongarch64', 23],
    ['all', 'noarch', 255],
    ['x86_64', 'x86_64', 1],
  ])('%s is %s', async (arch, name, number) => {
    expect(rpm.fileName(packageOf('rpm', { arch }))).toBe(`sundial-1.2.3-1.${name}.rpm`);
    expect(rpm.check(packageOf('rpm', { arch }), [])).toEqual([]);
    const { lead, header } = readRpm(await rpmOf({ arch }));
    expect(valuesOf(header, 1022)).toEqual([name]);
    expect(lead.readUInt16BE(8)).toBe(number);
  });

  test("rpm's own name is used as it is", async () => {
    const of = { arch: 'amd64', archOverride: 'vax' };
    expect(rpm.fileName(packageOf('rpm', of))).toBe('sundial-1.2.3-1.vax.rpm');
    expect(rpm.check(packageOf('rpm', of), [])).toEqual([]);
    expect(valuesOf(readRpm(await rpmOf(of)).header, 1022)).toEqual(['vax']);
  });
});
