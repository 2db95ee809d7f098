import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { archlinux } from '../../src/archlinux/index.ts';
import { expand, Finder } from '../../src/contents/index.ts';
import { extensionsFrom } from '../../src/extensions/index.ts';
import {
  build,
  type ConfigInput,
  configFrom,
  type ExtensionsInput,
  type FormatName,
} from '../../src/index.ts';
import { bytesOf, memoryKit, source } from '../support/kit.ts';

const own = (name: string, otherwise = '') => ({
  data: `#!/bin/sh\necho "own ${name} \${1%%-r0}" >> "\${DPKG_ROOT:-}/log"\n${otherwise}`,
});

/** As many a script does; what comes after it must run all the same. */
const LEAVING = 'exit 0\n';
const UNIT = `[Service]\nExecStart=/bin/app\n[Install]\nWantedBy=multi-user.target\n`;
const UPGRADE = { preupgrade: own('preupgrade'), postupgrade: own('postupgrade', LEAVING) };

const configOf = (version: string): ConfigInput => ({
  name: 'app',
  version,
  arch: 'all',
  maintainer: 'A <a@example.com>',
  description: 'An app',
  mtime: '2023-11-14T22:13:20Z',
  contents: [
    { dst: '/usr/lib/systemd/system/app.service', data: `# ${version}\n${UNIT}` },
    { dst: '/var/lib/app/seed', data: 'x', file_info: { owner: 'app', group: 'app' } },
  ],
  scripts: {
    preinstall: own('preinstall'),
    postinstall: own('postinstall', LEAVING),
    preremove: own('preremove', LEAVING),
    postremove: own('postremove', LEAVING),
  },
  apk: { scripts: UPGRADE },
  archlinux: { scripts: UPGRADE },
});

const EXTENSIONS: ExtensionsInput = {
  systemd: [{ unit: 'app.service', enable: true, start: true }],
  sysusers: { data: 'u app 977 "An app"\n' },
  tmpfiles: { data: 'd /run/app 0750 app app -\n' },
};

/** A package with a unit, a user and a folder of its own, and scripts that note that they run. */
export async function product(
  format: FormatName,
  version: string,
  folder: string,
  change: Partial<ConfigInput> = {},
): Promise<string> {
  const { artifacts } = await build({
    config: { ...configOf(version), ...change },
    extensions: EXTENSIONS,
    packagers: [format],
    target: mkdtempSync(join(folder, 'out-')),
    env: {},
  });
  return artifacts[0]?.path ?? '';
}

/** The same for pacman; compressed by gzip, which it takes too. */
export async function pacmanProduct(version: string, folder: string): Promise<string> {
  const plain = configFrom(configOf(version), { env: {} }).recipe('archlinux');
  const recipe = await extensionsFrom(EXTENSIONS).apply(plain);
  const { pkg, entries } = expand(recipe, new Finder(folder));
  const read = entries.flatMap((entry) => {
    if (entry.type !== 'file') return entry;
    return entry.body.kind === 'memory' ? { ...entry, body: source(entry.body.bytes) } : [];
  });
  const zipped = { ...pkg, compression: { name: 'gzip', level: 6 } } as const;
  const path = join(mkdtempSync(join(folder, 'out-')), archlinux.fileName(zipped));
  writeFileSync(path, await bytesOf(await archlinux.assemble(zipped, read, memoryKit)));
  return path;
}

/** What the scripts ask for, in the order of a package that is new, replaced and removed. */
export const USERS = 'systemd-sysusers --replace=/usr/lib/sysusers.d/app.conf -';
export const ALL = ['systemd-sysusers app.conf', 'systemd-tmpfiles --create app.conf'];
export const ENABLE = 'systemctl --no-reload enable app.service';
export const DISABLE = 'systemctl --no-reload disable app.service';
export const RELOAD = 'systemctl daemon-reload';
export const START = 'systemctl start app.service';
export const RESTART = 'systemctl try-restart app.service';
export const STOP = 'systemctl stop app.service';
