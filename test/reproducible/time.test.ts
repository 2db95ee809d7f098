import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { build } from '../../src/index.ts';
import { scratchFolder } from '../support/tools.ts';

const parent = scratchFolder();
const inputs = join(parent, 'inputs');

/** When the inputs were last written to; the newest of them counts. */
const OLDER = 1_500_000_000;
const NEWEST = 1_600_000_000;
const OTHER = 1_700_000_000;

const FORMATS = ['apk', 'archlinux', 'deb', 'ipk', 'msix', 'rpm', 'srpm', 'tarball'] as const;

const configOf = (mtime: number | undefined) => ({
  name: 'sundial',
  arch: 'amd64',
  version: '1.2.3',
  maintainer: 'Sun Dial <sun@dial.example>',
  ...(mtime !== undefined && { mtime: new Date(mtime * 1000).toISOString() }),
  contents: [
    { src: 'sundial.exe', dst: '/app/sundial.exe', file_info: { mode: 0o755 } },
    { src: 'logo.png', dst: '/assets/logo.png', file_info: { mode: 0o644 } },
  ],
  msix: {
    publisher: 'CN=Dial Works',
    properties: { logo: 'assets/logo.png' },
    applications: [{ id: 'Sundial', executable: 'app/sundial.exe' }],
    dependencies: {
      target_device_families: [
        {
          name: 'Windows.Desktop',
          min_version: '10.0.17763.0',
          max_version_tested: '10.0.22621.0',
        },
      ],
    },
  },
});

beforeAll(() => {
  mkdirSync(inputs);
  writeFileSync(join(inputs, 'sundial.exe'), 'twelve');
  writeFileSync(join(inputs, 'logo.png'), 'a sun');
  utimesSync(join(inputs, 'sundial.exe'), OTHER, OLDER);
  utimesSync(join(inputs, 'logo.png'), OTHER, NEWEST);
});

/** SHA-256 of a package made at a time that is said in one way or another. */
async function built(format: (typeof FORMATS)[number], mtime?: number, epoch?: number) {
  const { artifacts } = await build({
    config: configOf(mtime),
    packagers: [format],
    cwd: inputs,
    target: join(parent, `${format}.${readdirSync(parent).length}`),
    env: epoch === undefined ? {} : { SOURCE_DATE_EPOCH: `${epoch}` },
  });
  return artifacts[0]?.sha256;
}

describe.each(FORMATS)('%s', (format) => {
  test('has the time that SOURCE_DATE_EPOCH says, and changes with it', async () => {
    const packages = [
      await built(format, undefined, OTHER),
      await built(format, OTHER),
      await built(format, undefined, OTHER + 2),
    ];
    expect(packages[1]).toBe(packages[0]);
    expect(packages[2]).not.toBe(packages[0]);
  });

  test('takes the key mtime before it', async () => {
    expect(await built(format, OTHER, OLDER)).toBe(await built(format, OTHER));
  });

  test('has the time of its newest input without either', async () => {
    expect(await built(format)).toBe(await built(format, undefined, NEWEST));
  });
});
