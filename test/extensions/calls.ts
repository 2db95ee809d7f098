import type { Unit } from '../../src/extensions/code/units.ts';
import type { FormatName, ScriptName } from '../../src/model/package.ts';

const unit = (name: string, change: Partial<Unit> = {}): Unit => {
  return { name, enable: false, start: false, restart: true, stop: true, user: false, ...change };
};

export const UNITS = [
  unit('app.service', { enable: true, start: true }),
  unit('app.timer'),
  unit('app@.service', { stop: false }),
  unit('app.socket', { enable: true, start: true, restart: false }),
  unit('me.service', { enable: true, user: true }),
];

export const ACCOUNTS = { file: 'app.conf', sysusers: 'u app -\ng wheel 10\n', hasTmpfiles: true };

const RELOAD = 'systemctl daemon-reload';
const ENABLE = [
  'systemctl --no-reload enable app.service',
  'systemctl --no-reload enable app.socket',
  'systemctl --no-reload --global enable me.service',
];
const DISABLE = [
  ...['app.service', 'app.timer', 'app@.service', 'app.socket'].map(
    (name) => `systemctl --no-reload disable ${name}`,
  ),
  'systemctl --no-reload --global disable me.service',
];
const STOP = 'systemctl stop app.service app.timer app.socket';
const START = 'systemctl start app.service app.socket';
const AGAIN = 'systemctl try-restart app.service app.timer app@*.service';

export const USERS = 'systemd-sysusers --replace=/usr/lib/sysusers.d/app.conf -';
export const ALL = ['systemd-sysusers app.conf', 'systemd-tmpfiles --create app.conf'];

const INSTALLED = [...ALL, ...ENABLE, RELOAD, START];
export const UPGRADED = [RELOAD, AGAIN];
const REMOVING = [STOP, ...DISABLE];

/** Format, script, what it is called with, and what it then asks for. */
type Call = readonly [FormatName, ScriptName, args: string, asked: readonly string[]];

/** Where there is no deb-systemd-helper. */
export const CALLS: readonly Call[] = [
  // rpm: the number of versions there will be
  ['rpm', 'preinstall', '1', [USERS]],
  ['rpm', 'postinstall', '1', INSTALLED],
  ['rpm', 'preremove', '0', REMOVING],
  ['rpm', 'postremove', '0', [RELOAD]],
  ['rpm', 'preinstall', '2', [USERS]],
  ['rpm', 'postinstall', '2', [...ALL, RELOAD]],
  ['rpm', 'preremove', '1', []],
  ['rpm', 'postremove', '1', UPGRADED],
  // apk: versions
  ['apk', 'preinstall', '1.0-r0', [USERS]],
  ['apk', 'postinstall', '1.0-r0', INSTALLED],
  ['apk', 'preupgrade', '1.1-r0 1.0-r0', [USERS]],
  ['apk', 'postupgrade', '1.1-r0 1.0-r0', [...ALL, ...UPGRADED]],
  ['apk', 'preremove', '1.1-r0', REMOVING],
  ['apk', 'postremove', '1.1-r0', [RELOAD]],
  // pacman: the same
  ['archlinux', 'postinstall', '1.0-1', INSTALLED],
  ['archlinux', 'postupgrade', '1.1-1 1.0-1', [...ALL, ...UPGRADED]],
  ['archlinux', 'preremove', '1.1-1', REMOVING],
  ['archlinux', 'postremove', '1.1-1', [RELOAD]],
  // opkg: as dpkg, but for the old version
  ['ipk', 'preinstall', 'install', [USERS]],
  ['ipk', 'postinstall', 'configure', INSTALLED],
  ['ipk', 'preremove', 'upgrade 1.1', []],
  ['ipk', 'postremove', 'upgrade 1.1', []],
  ['ipk', 'preremove', 'remove', REMOVING],
  ['ipk', 'postremove', 'remove', [RELOAD]],
  // deb: Debian Policy, chapter 6
  ['deb', 'preinstall', 'install', [USERS]],
  ['deb', 'preinstall', 'install 1.0', [USERS]],
  ['deb', 'preinstall', 'upgrade 1.0', [USERS]],
  ['deb', 'preinstall', 'abort-upgrade 1.1', []],
  ['deb', 'postinstall', 'configure', INSTALLED],
  [
    'deb',
    'postinstall',
    'configure 1.0',
    [
      ...ALL,
      RELOAD,
      'systemctl restart app.service',
      'systemctl try-restart app.timer app@*.service',
      'systemctl start app.socket',
    ],
  ],
  ['deb', 'postinstall', 'triggered x', []],
  ['deb', 'preremove', 'remove', REMOVING],
  ['deb', 'preremove', 'upgrade 1.1', []],
  ['deb', 'preremove', 'deconfigure in-favour x 1', []],
  ['deb', 'preremove', 'failed-upgrade 1.0', []],
  ['deb', 'postremove', 'remove', [RELOAD]],
  ['deb', 'postremove', 'purge', []],
  ['deb', 'postremove', 'upgrade 1.1', []],
  ['deb', 'postremove', 'disappear x 1', []],
];

/** What deb-systemd-helper is asked for the units, when `was-enabled` and others say yes. */
const KEPT = [
  ...['app.service', 'app.socket'].flatMap((name) => [
    `deb-systemd-helper unmask ${name}`,
    `deb-systemd-helper --quiet was-enabled ${name}`,
    `deb-systemd-helper enable ${name}`,
  ]),
  ...['app.timer', 'app@.service'].flatMap((name) => [
    `deb-systemd-helper debian-installed ${name}`,
    `deb-systemd-helper --quiet was-enabled ${name}`,
    `deb-systemd-helper enable ${name}`,
    `deb-systemd-helper update-state ${name}`,
  ]),
  'deb-systemd-helper --user unmask me.service',
  'deb-systemd-helper --quiet --user was-enabled me.service',
  'deb-systemd-helper --user enable me.service',
];

/** Where they are, as on every Debian. */
export const DEBIAN_CALLS: readonly Call[] = [
  [
    'deb',
    'postinstall',
    'configure',
    [...ALL, ...KEPT, RELOAD, 'deb-systemd-invoke start app.service app.socket'],
  ],
  ...['configure 1.0', 'abort-upgrade 1.1', 'abort-remove x 1', 'abort-deconfigure x 1'].map(
    (args): Call => [
      'deb',
      'postinstall',
      args,
      [
        ...ALL,
        ...KEPT,
        RELOAD,
        'deb-systemd-invoke restart app.service',
        'deb-systemd-invoke try-restart app.timer app@*.service',
        'deb-systemd-invoke start app.socket',
      ],
    ],
  ),
  ['deb', 'preremove', 'remove', ['deb-systemd-invoke stop app.service app.timer app.socket']],
  ['deb', 'preremove', 'upgrade 1.1', []],
  ['deb', 'postremove', 'remove', [RELOAD]],
  [
    'deb',
    'postremove',
    'purge',
    [
      ...['app.service', 'app.timer', 'app@.service', 'app.socket'].map(
        (name) => `deb-systemd-helper purge ${name}`,
      ),
      'deb-systemd-helper --user purge me.service',
    ],
  ],
];
