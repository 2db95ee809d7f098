import { expect, test } from 'vitest';
import { semverText } from '../../src/model/version.ts';

const UNSET = { epoch: '', version: '', prerelease: '', metadata: '', release: '' };

test.each([
  ['1.2.3', { version: '1.2.3' }],
  ['1.2.3-rc.1', { version: '1.2.3', prerelease: 'rc.1' }],
  ['1.2.3+build', { version: '1.2.3', metadata: 'build' }],
  ['1.2.3-rc.1+build', { version: '1.2.3', prerelease: 'rc.1', metadata: 'build' }],
  ['1.2.3', { epoch: '1', version: '1.2.3', release: '2' }],
  ['2024.01', { version: 'v2024.01' }],
  ['vivid', { version: 'vivid' }],
])('%s is what %o is in semver', (text, parts) => {
  expect(semverText({ ...UNSET, ...parts })).toBe(text);
});
