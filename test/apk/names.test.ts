import { expect, test } from 'vitest';
import { apk } from '../../src/apk/index.ts';
import { packageOf } from '../support/package.ts';
import { everything } from './everything.ts';

test.each([
  ['386', 'x86'],
  ['all', 'noarch'],
  ['amd64', 'x86_64'],
  ['arm64', 'aarch64'],
  ['arm6', 'armhf'],
  ['arm7', 'armv7'],
  ['loong64', 'loongarch64'],
  ['ppc64le', 'ppc64le'],
  ['riscv64', 'riscv64'],
  ['s390', 's390x'],
  ['arm5', 'arm5'],
  ['x86_64', 'x86_64'],
])('arch %s is %s', (arch, name) => {
  expect(apk.fileName(packageOf('apk', { arch }))).toBe(`sundial_1.2.3_${name}.apk`);
});

test('an arch of its own is used as it is', () => {
  const pkg = packageOf('apk', { arch: 'arm64', archOverride: 'arm64' });
  expect(apk.fileName(pkg)).toBe('sundial_1.2.3_arm64.apk');
});

test('the version of the file name is the one in the package', () => {
  expect(apk.fileName(everything)).toBe('sundial_1.2.3_rc1_git7-r4_x86_64.apk');
});
