import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { build, type FormatName } from '../../src/index.ts';
import { jacoPkg, REPOSITORY } from '../support/cli.ts';
import { output } from '../support/tools.ts';

/** What JACO's packages are made from. */
const SOURCES = ['nfpm.yaml', 'jaco-pkg.yaml', 'build/packaging', 'LICENSE', 'INSTALL.md'];

/** A copy of what JACO's packages are made from, with stand-ins for its programs. */
export class Workspace {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
    for (const name of SOURCES) {
      cpSync(join(REPOSITORY, name), join(path, name), { recursive: true });
    }
    const script = join(REPOSITORY, 'scripts/stand-ins.mjs');
    output(process.execPath, [script, join(path, 'build/bin')]);
  }

  /** Path of the package of a version; the configuration in it names the version. */
  async build(packager: FormatName, version: string): Promise<string> {
    const config = join(this.path, 'build/packaging/jacod.yaml');
    const before = readFileSync(config);
    appendFileSync(config, `# as of ${version}\n`);
    const { status, stdout, stderr } = await jacoPkg(
      ['build', '--json', '-p', packager, '-t', mkdtempSync(join(this.path, 'dist-'))],
      { cwd: this.path, env: { PACKAGE_VERSION: version, SOURCE_DATE_EPOCH: '1795424400' } },
    );
    writeFileSync(config, before);
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout).artifacts[0].path;
  }
}

/** A package with nothing but its name and what it gives, to meet a dependency. */
export async function provider(
  packager: FormatName,
  folder: string,
  name: string,
  files: Readonly<Record<string, Uint8Array>> = {},
): Promise<string> {
  const target = join(folder, 'providers');
  mkdirSync(target, { recursive: true });
  const { artifacts } = await build({
    config: {
      name,
      arch: 'all',
      version: '1.0.0',
      maintainer: 'Test <test@jaco.example>',
      mtime: '2023-11-14T22:13:20Z',
      contents: Object.entries(files).map(([dst, data]) => ({
        dst,
        data,
        file_info: { mode: 0o755 },
      })),
    },
    packagers: [packager],
    target,
  });
  return artifacts[0]?.path ?? '';
}

/** Stands in for systemctl in a root: notes what it is asked for. */
export const SYSTEMCTL = '#!/bin/sh\necho "$*" >> /systemctl.log\n';

/** What the hooks ask systemd for. */
export const RELOAD = 'daemon-reload';
export const STOP = '--no-reload disable --now jaco.service';
