// What apk-tools cannot carry: refused here, and not on the machine that installs.
import { utf8Length } from '../container/bytes.ts';
import { TAR_OWNER } from '../container/tar-limits.ts';
import type { PlannedEntry } from '../model/entry.ts';
import type { FormatErrorCode } from '../model/format.ts';
import { broken, brokenBy, isAskedFor, type Limit, type PackageLimit } from '../model/limit.ts';
import type { Package, Script, Version } from '../model/package.ts';
import type { Problem } from '../model/problem.ts';
import { architecture } from './names.ts';
import { headerSize } from './pkginfo.ts';
import { relationProblems } from './relations.ts';
import { keyName } from './signature.ts';
import { apkVersion, isVersion } from './version.ts';

type Found = Problem<FormatErrorCode>;

/** apk-package(5), name. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._+-]*$/;
const ARCHITECTURE = /^[A-Za-z0-9._-]+$/;
/** A tar member has 100 bytes for a name, and .SIGN.RSA256. goes before a key's. */
const MAX_KEY_NAME = 87;
/** apk-tools writes the header of a database entry in 2048 bytes, keys and numbers included. */
const MAX_HEADER = 1940;
/** Lines are read through a buffer of 128 KiB in apk-tools 3, the end of a line included. */
const MAX_LINE = 131_000;
/** APK_MAX_SCRIPT_SIZE of apk-tools 3. */
const MAX_SCRIPT = 262_144;
/** apk-tools 2 reads sizes and times in 32 bits. */
const MAX_NUMBER = 0xffff_ffff;
/** PATH_MAX less 10, in the tar reader of apk-tools; ends in a NUL. */
const MAX_PATH = 4085;

/** Any version that is right, to try a release with. */
const ONE: Version = { epoch: '', version: '1', prerelease: '', metadata: '', release: '' };

const PACKAGE_LIMITS: readonly PackageLimit[] = [
  {
    key: 'platform',
    code: 'platform_unsupported',
    holds: ({ platform }) => platform === 'linux',
    message: ({ platform }) => `an apk is for linux, and platform is "${platform}"`,
    hint: 'leave apk out for other platforms',
  },
  {
    key: 'name',
    code: 'name_invalid',
    holds: ({ name }) => NAME.test(name),
    message: ({ name }) => `"${name}" is no package name for apk`,
    hint: 'use letters, digits and . _ + -, the first a letter or digit',
  },
  {
    key: 'version',
    code: 'version_invalid',
    holds: ({ version }) => isVersion(withoutRelease(version)),
    message: ({ version }) => `apk cannot compare the version "${withoutRelease(version)}"`,
    hint: 'begin it with a number, and give none more than 17 digits: 1.2.3, 1.2.3-rc.1',
  },
  {
    key: 'release',
    code: 'version_invalid',
    holds: ({ version: { release } }) => isVersion(apkVersion({ ...ONE, release })),
    message: ({ version }) => `apk cannot count the release "${version.release}"`,
    hint: 'begin it with a number of at most 17 digits: 4',
  },
  {
    key: 'arch',
    code: 'arch_unknown',
    holds: (pkg) => ARCHITECTURE.test(architecture(pkg)),
    message: (pkg) => `"${architecture(pkg)}" is no architecture for apk`,
    hint: 'use a name such as amd64 or arm64, or set apk.arch',
  },
  {
    key: 'description',
    code: 'format_limit',
    holds: (pkg) => headerSize(pkg) <= MAX_HEADER,
    message: (pkg) =>
      `name, version, description, homepage, maintainer and license have ${headerSize(pkg)} bytes together, and apk takes ${MAX_HEADER}`,
    hint: 'shorten the longest of them',
  },
  {
    key: 'description',
    code: 'format_limit',
    holds: ({ description }) =>
      description.split('\n').every((line) => utf8Length(line) <= MAX_LINE),
    message: () => `the description has a line of more than the ${MAX_LINE} bytes that apk takes`,
    hint: 'break the line',
  },
  {
    key: 'apk.signature.key_name',
    code: 'name_invalid',
    holds: (pkg) => !pkg.signature || isKeyName(keyName(pkg)),
    message: (pkg) =>
      keyName(pkg) === ''
        ? 'the signing key has no name, and the maintainer no email address to name it by'
        : `${JSON.stringify(keyName(pkg))} is no name for a file in /etc/apk/keys`,
    hint: 'give it a short name without blanks and slashes, such as me@example.com-5f3a',
  },
];

const SCRIPT_LIMITS: readonly Limit<Script>[] = [
  {
    code: 'format_limit',
    holds: ({ bytes }) => bytes.length === 0 || (bytes[0] === 0x23 && bytes[1] === 0x21),
    message: ({ name }) => `${name} does not start with "#!", and apk runs scripts directly`,
    hint: 'put #!/bin/sh in its first line',
  },
  {
    code: 'format_limit',
    holds: ({ bytes }) => bytes.length <= MAX_SCRIPT,
    message: ({ name, bytes }) =>
      `${name} has ${bytes.length} bytes, and apk takes ${MAX_SCRIPT} for a script`,
    hint: 'move parts of it into a packaged file',
  },
];

const ENTRY_LIMITS: readonly Limit<PlannedEntry>[] = [
  {
    code: 'content_path',
    holds: ({ path }) => !path.startsWith('/.'),
    message: ({ path }) => `apk does not install ${path}: it takes names with a dot for its own`,
    hint: 'choose another destination',
  },
  {
    code: 'content_path',
    holds: ({ path }) => !hasControl(path),
    message: ({ path }) =>
      `apk does not install ${JSON.stringify(path)}: it has a control character`,
    hint: 'rename the file',
  },
  {
    code: 'content_path',
    holds: ({ path, type }) => type === 'dir' || !path.includes('/.keep_'),
    message: ({ path }) => `apk does not install ${path}: it leaves files named .keep_* out`,
    hint: 'rename the file',
  },
  {
    code: 'content_path',
    holds: ({ path }) => utf8Length(path) <= MAX_PATH,
    message: ({ path }) =>
      `${path} has ${utf8Length(path)} bytes, and apk takes ${MAX_PATH} for a path`,
    hint: 'choose a shorter destination',
  },
  {
    code: 'content_path',
    holds: (entry) => entry.type !== 'symlink' || utf8Length(entry.target) <= MAX_PATH,
    message: ({ path }) => `the target of ${path} is longer than the ${MAX_PATH} bytes apk takes`,
    hint: 'link to a shorter path',
  },
  TAR_OWNER,
  {
    code: 'format_limit',
    holds: (entry) => entry.type !== 'file' || entry.size <= MAX_NUMBER,
    message: ({ path }) => `${path} is larger than the 4 GiB less 1 byte that apk takes`,
    hint: 'split the file, or fetch it after installation',
  },
  {
    code: 'format_limit',
    holds: ({ mtime }) => mtime >= 0 && mtime <= MAX_NUMBER,
    message: ({ path, mtime }) => `the time of ${path}, ${mtime}, is not between 1970 and 2106`,
    hint: 'set an mtime',
  },
];

/** Every reason why apk-tools would not take the package, or not all of it. */
export function check(pkg: Package, entries: readonly PlannedEntry[] = []): Found[] {
  return [
    ...brokenBy(pkg, PACKAGE_LIMITS),
    ...relationProblems(pkg),
    ...Object.values(pkg.scripts).flatMap((script) => broken(SCRIPT_LIMITS, script, script.place)),
    ...entries.filter(isAskedFor).flatMap((entry) => broken(ENTRY_LIMITS, entry, entry.place)),
  ];
}

function withoutRelease(version: Version): string {
  return apkVersion({ ...version, release: '' });
}

function hasControl(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit < 0x20 || unit === 0x7f) return true;
  }
  return false;
}

function isKeyName(name: string): boolean {
  return /^[^\s/\p{Cc}]+$/u.test(name) && utf8Length(name) <= MAX_KEY_NAME;
}
