// Configuration: files that the administrator changes and that upgrades keep.
import type { FormatName } from '../../model/package.ts';
import { CONTROL, DEB, RPM, SYSTEM } from '../formats.ts';
import { below, files, nameOf } from '../hits.ts';
import type { Hit, Rule, Subject } from '../model.ts';

/** What nobody changes: documents, and in rpms, by its own tools, folders of the linker. */
function isNoConfig(path: string, format: FormatName): boolean {
  return nameOf(path) === 'README' || (format === 'rpm' && below(path, '/etc/ld.so.conf.d'));
}

export const CONFIG_RULES: readonly Rule[] = [
  {
    id: 'etc-not-config',
    severity: 'error',
    formats: SYSTEM.filter((format) => format !== 'apk'),
    why: 'What the administrator changed in it is lost with the next upgrade: Debian Policy 10.7, Fedora Packaging Guidelines (Configuration files), PKGBUILD(5) backup. apk keeps all of /etc by itself.',
    fix: 'set type: config|noreplace',
    sameAs: { lintian: ['file-in-etc-not-marked-as-conffile'], rpmlint: ['non-conffile-in-etc'] },
    check: files(({ path, flags, type }, { format }) => {
      const isLost = below(path, '/etc') && !flags.includes('config') && type !== 'ghost';
      return isLost && !isNoConfig(path, format) && 'is in /etc and no configuration file';
    }),
  },
  {
    id: 'config-outside-etc',
    severity: 'warning',
    formats: ['deb', 'ipk', 'rpm', 'archlinux'],
    why: 'Debian Policy 10.7.2: configuration is in /etc. Below /usr it may be read-only, and administrators do not look there.',
    fix: 'put it below /etc, or leave out type: config',
    sameAs: {
      lintian: ['non-etc-file-marked-as-conffile', 'file-in-usr-marked-as-conffile'],
      rpmlint: ['non-etc-or-var-file-marked-as-conffile'],
    },
    check: files(({ path, flags }, { format }) => {
      const isRight = below(path, '/etc') || (format !== 'deb' && below(path, '/var'));
      return flags.includes('config') && !isRight && 'is a configuration file outside of /etc';
    }),
  },
  {
    id: 'config-replaced',
    severity: 'warning',
    formats: RPM,
    why: 'rpm puts the new file in its place and the changed one aside as .rpmsave: the service starts with other settings than before. Fedora Packaging Guidelines (Configuration files).',
    fix: 'set type: config|noreplace',
    sameAs: { rpmlint: ['conffile-without-noreplace-flag'] },
    check: files(({ flags }) => {
      const isReplaced =
        flags.includes('config') && !flags.includes('noreplace') && !flags.includes('missingok');
      return isReplaced && 'is replaced by upgrades even when it was changed';
    }),
  },
  {
    id: 'conffile-missing',
    severity: 'error',
    formats: CONTROL,
    why: 'deb-conffiles(5): dpkg refuses a package that lists a file it does not bring.',
    fix: 'bring the file, or leave it out of conffiles',
    sameAs: { lintian: ['missing-conffile', 'relative-conffile'] },
    check: (subject) =>
      conffileHits(subject, (path, { at }) => at(path) === undefined && 'is not in the package'),
  },
  {
    id: 'conffile-twice',
    severity: 'warning',
    formats: CONTROL,
    why: 'deb-conffiles(5): each path has one line.',
    fix: 'leave one of the lines out',
    sameAs: { lintian: ['duplicate-conffile'] },
    check: (subject) => {
      const seen = new Set<string>();
      const twice = new Set<string>();
      for (const path of conffiles(subject)) (seen.has(path) ? twice : seen).add(path);
      return conffileHits(subject, (path) => twice.has(path) && 'is listed twice');
    },
  },
  {
    id: 'conffile-no-file',
    severity: 'error',
    formats: DEB,
    why: 'dpkg compares the content of conffiles; links and folders have none: Debian Policy 10.7.3.',
    fix: 'list the file itself',
    sameAs: { lintian: ['conffile-has-bad-file-type'] },
    check: (subject) =>
      conffileHits(subject, (path, { at }) => {
        const type = at(path)?.type ?? 'file';
        return type !== 'file' && type !== 'hardlink' && `is a ${type}`;
      }),
  },
];

/** Paths of conffiles; those to be removed by an upgrade are not in the package. */
function conffiles({ controlFiles }: Subject): string[] {
  const lines = (controlFiles.get('conffiles') ?? '').split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '' && !line.startsWith('remove-on-upgrade '));
}

function* conffileHits(
  subject: Subject,
  fault: (path: string, subject: Subject) => string | false,
): Generator<Hit> {
  for (const path of new Set(conffiles(subject))) {
    const text = fault(path, subject);
    if (text) {
      yield { message: `the conffile ${path} ${text}`, path, place: subject.locate('contents') };
    }
  }
}
