import { utf8Length } from '../container/bytes.ts';
import { CPIO_MAX_NAME } from '../container/cpio.ts';
import type { PlannedEntry } from '../model/entry.ts';
import { faultyPart } from '../model/faulty-part.ts';
import type { FormatErrorCode } from '../model/format.ts';
import type { Package } from '../model/package.ts';
import type { Problem } from '../model/problem.ts';
import { checkCapabilities } from './capabilities.ts';
import { archName, releaseName, versionName } from './names.ts';
import { readRelations } from './relations.ts';
import { LUA, SLOTS, scriptOf } from './scripts.ts';
import { checkTriggers } from './triggers.ts';

type Found = Problem<FormatErrorCode>;

const UINT32_MAX = 0xffff_ffff;
/** ALLOWED_CHARS_NAME and _VERREL of rpm's build/rpmbuild_internal.hh, without its macros. */
const NAME = /^[A-Za-z0-9_][A-Za-z0-9._+-]*$/;
const VERSION = /^(?!.*\.\.)[A-Za-z0-9._+~^]+$/;

/** Every reason why rpm would refuse the package. */
export function check(pkg: Package, entries: readonly PlannedEntry[] = []): Found[] {
  return [
    ...checkNames(pkg),
    ...checkVersion(pkg),
    ...readRelations(pkg).problems,
    ...checkTexts(pkg),
    ...checkInterpreters(pkg),
    ...checkTriggers(pkg),
    ...checkCapabilities(pkg, entries),
    ...checkTimes(pkg, entries),
    ...entries.flatMap(checkEntry),
  ];
}

function checkNames(pkg: Package): Found[] {
  const found: Found[] = [];
  if (!NAME.test(pkg.name)) {
    const rule = 'rpm names have letters, digits and . _ + -, and start with a letter, digit or _';
    found.push(problem('name_invalid', `${quoted(pkg.name)} is no rpm name`, pkg, 'name', rule));
  }
  const arch = archName(pkg);
  if (arch === undefined || !/^\w+$/.test(arch)) {
    const hint =
      pkg.arch === 'arm'
        ? 'say which: arm5, arm6 or arm7'
        : "use Go's name for it, or set rpm.arch to rpm's own";
    const message = `rpm has no architecture ${quoted(arch ?? pkg.arch)}`;
    found.push(problem('arch_unknown', message, pkg, pkg.archOverride ? 'rpm.arch' : 'arch', hint));
  }
  if (!/^\w+$/.test(pkg.platform)) {
    const message = `${quoted(pkg.platform)} is no name of an operating system`;
    found.push(problem('platform_unsupported', message, pkg, 'platform'));
  }
  for (const [i, prefix] of pkg.rpm.prefixes.entries()) {
    if (prefix.startsWith('/')) continue;
    const message = `the prefix ${quoted(prefix)} is no absolute path`;
    found.push(problem('content_path', message, pkg, `rpm.prefixes[${i}]`));
  }
  return found;
}

function checkVersion(pkg: Package): Found[] {
  const found: Found[] = [];
  const { version } = pkg;
  const hint = 'rpm versions have letters, digits and . _ + ~ ^, and no two dots in a row';
  const release = releaseName(version);
  if (!VERSION.test(versionName(version))) {
    const message = `${quoted(versionName(version))} is no rpm version`;
    const key = faultyPart(pkg, (tried) => VERSION.test(versionName(tried.version)));
    found.push(problem('version_invalid', message, pkg, key, hint));
  }
  if (!VERSION.test(release)) {
    const message = `${quoted(release)} is no rpm release`;
    found.push(problem('version_invalid', message, pkg, 'release', hint));
  }
  if (
    version.epoch !== '' &&
    !(/^\d+$/.test(version.epoch) && Number(version.epoch) <= UINT32_MAX)
  ) {
    const message = `the epoch ${quoted(version.epoch)} is no whole number below 4294967296`;
    found.push(problem('version_invalid', message, pkg, 'epoch'));
  }
  return found;
}

/** A NUL ends a text in an rpm header. */
function checkTexts(pkg: Package): Found[] {
  const texts: Readonly<Record<string, string>> = {
    description: pkg.description,
    license: pkg.license,
    vendor: pkg.vendor,
    homepage: pkg.homepage,
    maintainer: pkg.maintainer,
    changelog: pkg.changelog.map((entry) => [entry.packager, ...entry.notes].join()).join(),
    'rpm.summary': pkg.rpm.summary,
    'rpm.group': pkg.rpm.group,
    'rpm.packager': pkg.rpm.packager,
    'rpm.buildhost': pkg.rpm.buildHost,
    'rpm.prefixes': pkg.rpm.prefixes.join(),
  };
  const found = Object.entries(texts)
    .filter(([, text]) => text.includes('\0'))
    .map(([key]) => problem('format_limit', `${key} has a NUL character`, pkg, key));
  const scripts = SLOTS.flatMap((slot) => scriptOf(pkg, slot) ?? []);
  const binary = scripts.filter(({ bytes }) => bytes.includes(0));
  return [
    ...found,
    ...binary.map(({ name, place }) => ({
      code: 'format_limit' as const,
      message: `the script ${name} has a NUL byte; rpm would cut it off there`,
      place,
    })),
  ];
}

function checkInterpreters(pkg: Package): Found[] {
  const asked = [
    ...Object.entries(pkg.rpm.interpreters).map(
      ([name, program]) => [`rpm.interpreters.${name}`, program] as const,
    ),
    ...pkg.rpm.triggers.map((one, i) => [`rpm.triggers[${i}]`, one.interpreter] as const),
    ...pkg.rpm.fileTriggers.map((one, i) => [`rpm.file_triggers[${i}]`, one.interpreter] as const),
  ];
  return asked
    .filter(([, program]) => !/^(\/|$)/.test(program) && program !== LUA)
    .map(([key, program]) => {
      const message = `${quoted(program)} is no interpreter`;
      return problem('format_limit', message, pkg, key, `give an absolute path, or ${LUA}`);
    });
}

function checkTimes(pkg: Package, entries: readonly PlannedEntry[]): Found[] {
  const times = [
    ...pkg.changelog.map(({ time }) => ({ time, place: pkg.locate('changelog') })),
    ...entries.map(({ mtime, place }) => ({ time: mtime, place })),
    { time: pkg.time, place: pkg.locate('mtime') },
  ];
  return times
    .filter(({ time }) => time < 0 || time > UINT32_MAX)
    .map(({ time, place }) => ({
      code: 'format_limit' as const,
      message: `rpm cannot tell the time ${time}: it counts seconds from 1970 to 2106`,
      place,
    }));
}

function checkEntry(entry: PlannedEntry): Found[] {
  const { path, owner, group, place } = entry;
  const found: Found[] = [];
  const add = (message: string) => found.push({ code: 'content_path', message, place });
  const texts = [path, owner, group, entry.type === 'symlink' ? entry.target : ''];
  if (texts.some((text) => text.includes('\0'))) add(`${quoted(path)} has a NUL in its name`);
  // `.` before it, a NUL behind it.
  const length = utf8Length(path) + 2;
  if (length > CPIO_MAX_NAME) {
    add(`${quoted(path)} is too long: rpm reads paths of at most ${CPIO_MAX_NAME - 2} bytes`);
  }
  return found;
}

function problem(
  code: FormatErrorCode,
  message: string,
  pkg: Package,
  key: string,
  hint?: string,
): Found {
  return { code, message, place: pkg.locate(key), ...(hint ? { hint } : {}) };
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
