import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { type Artifact, type BuildOptions, build, type FormatName } from '../../src/index.ts';

/** 2023-11-14. */
const MTIME = '2023-11-14T22:13:20Z';

/**
 * Builds a small package with these settings, and options of its build, in a folder of its own
 * below the given one, where also relative paths start.
 */
export async function buildSigned(
  format: FormatName,
  folder: string,
  settings: object,
  options: Partial<BuildOptions> = {},
): Promise<Artifact> {
  const { artifacts } = await build({
    config: {
      name: 'sundial',
      arch: 'amd64',
      version: '1.2.3',
      maintainer: 'Sun Dial <sun@dial.example>',
      description: 'Tells the time by daylight',
      mtime: MTIME,
      contents: [{ dst: '/usr/share/sundial/noon', data: Buffer.from('twelve\n'.repeat(20_000)) }],
      ...settings,
    },
    packagers: [format],
    target: mkdtempSync(join(folder, 'dist-')),
    cwd: folder,
    ...options,
    env: { PATH: process.env['PATH'], ...options.env },
  });
  const [artifact] = artifacts;
  if (!artifact) throw new Error('nothing was built');
  return artifact;
}
