import { describe, expect, test } from 'vitest';
import { msix } from '../../src/msix/index.ts';
import { manifest } from '../../src/msix/manifest.ts';
import { APPLICATION, EVERYTHING, EVERYTHING_FILES, msixPackage, OPTIONS } from './support.ts';

test('the least has all that goes without saying', async () => {
  await expect(manifest(msixPackage())).toMatchFileSnapshot('golden/least.xml');
});

test('everything is where the schema wants it', async () => {
  const pkg = msixPackage(EVERYTHING);
  const planned = EVERYTHING_FILES.map((entry) =>
    entry.type === 'file'
      ? { ...entry, body: { kind: 'memory' as const, name: '', bytes: new Uint8Array() } }
      : entry,
  );
  expect(msix.check(pkg, planned)).toEqual([]);
  await expect(manifest(pkg)).toMatchFileSnapshot('golden/everything.xml');
});

describe('names', () => {
  test.each([
    ['amd64', '', 'x64'],
    ['386', '', 'x86'],
    ['arm64', '', 'arm64'],
    ['arm7', '', 'arm'],
    ['x86_64', '', 'x64'],
    ['i386', '', 'x86'],
    ['i686', '', 'x86'],
    ['aarch64', '', 'arm64'],
    ['all', '', 'neutral'],
    ['mips', 'x86a64', 'x86a64'],
  ])('%s, or %j, is %s', (arch, archOverride, name) => {
    const pkg = msixPackage({ arch, archOverride });
    expect(msix.fileName(pkg)).toBe(`com.example.sundial_1.2.3.0_${name}.msix`);
    expect(manifest(pkg)).toContain(`ProcessorArchitecture="${name}"`);
  });

  test.each([
    ['1', '1.0.0.0'],
    ['1.2', '1.2.0.0'],
    ['1.02.3.65535', '1.2.3.65535'],
  ])('version %s is %s', (version, quad) => {
    const parts = { epoch: '', version, prerelease: '', metadata: '', release: '' };
    expect(manifest(msixPackage({ version: parts }))).toContain(` Version="${quad}"`);
  });
});

test('what runs with full trust asks for it, and nothing else does', () => {
  const application = { ...APPLICATION, entryPoint: 'Sun.App' };
  const pkg = msixPackage({ msix: { ...OPTIONS, applications: [application] } });
  expect(manifest(pkg)).not.toContain('Capabilities');
  expect(manifest(msixPackage())).toContain('<rescap:Capability Name="runFullTrust"/>');
});
