// Units of systemd: where they are, and what they say.
import { SYSTEM } from '../formats.ts';
import { below, entries, folderOf, isFile, nameOf } from '../hits.ts';
import type { Rule, Subject, SubjectEntry } from '../model.ts';
import { parseUnit, programOf, type Unit, valuesOf } from '../unit.ts';
import { BIN } from './modes.ts';

/** systemd.unit(5), "Unit File Load Path". */
const FOLDER = /^(\/usr)?\/lib\/systemd\/(system|user)$|^\/etc\/systemd\/(system|user)$/;
const TYPES = /\.(service|socket|timer|path|mount|automount|target|slice|swap)$/;

const isUnit = (entry: SubjectEntry) =>
  isFile(entry) && FOLDER.test(folderOf(entry.path)) && TYPES.test(entry.path);

const isService = ({ path }: SubjectEntry) => path.endsWith('.service');

/** A rule over units that could be read. */
function units(
  fault: (unit: Unit, entry: SubjectEntry, subject: Subject) => string | undefined | false,
): Rule['check'] {
  return entries((entry, subject) => {
    const text = isUnit(entry) ? entry.content?.text : undefined;
    return text !== undefined && fault(parseUnit(text), entry, subject);
  });
}

/** Programs that are on every system with systemd. */
const USUAL =
  /^(sh|bash|env|true|false|sleep|echo|cat|kill|mkdir|rm|rmdir|ln|cp|mv|install|chown|chmod|touch|test|find|systemctl|systemd-\w+|udevadm|modprobe|mount|umount|sysctl|ip|setfont|journalctl|sulogin|logger)$/;

const EXEC = [
  'ExecStart',
  'ExecStartPre',
  'ExecStartPost',
  'ExecReload',
  'ExecStop',
  'ExecStopPost',
];

export const SYSTEMD_RULES: readonly Rule[] = [
  {
    id: 'unit-in-etc',
    severity: 'warning',
    formats: SYSTEM,
    why: "systemd.unit(5): /etc/systemd is the administrator's, whose units replace those of packages.",
    fix: 'put it into /usr/lib/systemd/system',
    sameAs: { lintian: ['systemd-service-in-odd-location'], rpmlint: ['systemd-unit-in-etc'] },
    check: entries(({ path, type }) => {
      return (
        type !== 'dir' &&
        below(path, '/etc/systemd/system', '/etc/systemd/user') &&
        'is where the administrator has units of their own'
      );
    }),
  },
  {
    id: 'unit-not-in-usr',
    severity: 'warning',
    formats: SYSTEM,
    why: 'systemd.unit(5) has /usr/lib/systemd; /lib is a link to /usr/lib, which package managers do not know, so that the same unit may be there twice.',
    fix: 'put /usr before it',
    check: entries(({ path, type }) => {
      return (
        type !== 'dir' && below(path, '/lib/systemd') && 'is in /lib, which is a link to /usr/lib'
      );
    }),
  },
  {
    id: 'unit-misplaced',
    severity: 'warning',
    formats: SYSTEM,
    why: 'systemd.unit(5): systemd does not look there.',
    fix: 'put it into /usr/lib/systemd/system',
    check: entries((entry) => {
      const folder = folderOf(entry.path);
      const isUnitFile = isFile(entry) && /\.(service|socket|timer)$/.test(entry.path);
      const isNear =
        /\/systemd(\/|$)/.test(folder) &&
        !/^\/usr\/(share|local)|\/(system|user|user-environment-generators)(\/|$)|\/etc\//.test(
          folder,
        );
      return isUnitFile && isNear && 'is in a folder that systemd does not read';
    }),
  },
  {
    id: 'unit-syntax',
    severity: 'error',
    formats: SYSTEM,
    why: 'systemd.syntax(7): systemd passes over the line, or over the whole unit.',
    fix: 'write [Section], Key=value, or a comment that begins with #',
    check: units(
      ({ faults: [fault] }) => fault && `is wrong in line ${fault[0]}: ${fault[1].slice(0, 80)}`,
    ),
  },
  {
    id: 'unit-nothing-to-start',
    severity: 'error',
    formats: SYSTEM,
    why: 'systemd.service(5): without ExecStart=, ExecStop= or SuccessAction= systemd refuses the unit.',
    fix: 'add ExecStart= under [Service]',
    check: units((unit, entry) => {
      if (!isService(entry) || unit.lines.length === 0) return '';
      const isRight =
        ['ExecStart', 'ExecStop', 'SuccessAction', 'BusName'].some(
          (key) => valuesOf(unit, 'Service', key).length > 0,
        ) || valuesOf(unit, 'Unit', 'SuccessAction').length > 0;
      return !isRight && 'says nothing to start';
    }),
  },
  {
    id: 'unit-exec-missing',
    severity: 'warning',
    formats: SYSTEM,
    why: 'The service fails at every start when neither this package nor one it depends on brings the program.',
    fix: 'correct the path in the unit, or bring the program',
    check: units((unit, entry, subject) => {
      const programs = EXEC.flatMap((key) => valuesOf(unit, 'Service', key)).map(programOf);
      const missing = isService(entry) && programs.find((program) => isMissing(program, subject));
      return missing && `runs ${missing}, which is not in the package`;
    }),
  },
  {
    id: 'unit-no-documentation',
    severity: 'info',
    formats: SYSTEM,
    why: 'systemd.unit(5) Documentation=: systemctl status shows where to read on.',
    fix: 'add Documentation=man:NAME(8), or the address of a page',
    sameAs: { lintian: ['systemd-service-file-missing-documentation-key'] },
    check: units((unit, entry) => {
      return (
        isService(entry) &&
        entry.path.includes('/systemd/system/') &&
        valuesOf(unit, 'Unit', 'Documentation').length === 0 &&
        'has no Documentation='
      );
    }),
  },
  {
    id: 'unit-no-install',
    severity: 'info',
    formats: SYSTEM,
    why: 'systemctl enable has nothing to do without an [Install] section: the service does not start with the system.',
    fix: 'add WantedBy=multi-user.target under [Install]; or bring the timer, socket or path that starts it',
    sameAs: { lintian: ['systemd-service-file-missing-install-key'] },
    check: units((unit, entry, { at }) => {
      if (!isService(entry) || !isSystemWide(entry) || /@\.service$/.test(entry.path)) return '';
      const stem = entry.path.replace(/\.service$/, '');
      const isStarted = ['.timer', '.path'].some((ending) => at(stem + ending));
      const isWanted = ['WantedBy', 'RequiredBy', 'Also'].some(
        (key) => valuesOf(unit, 'Install', key).length > 0,
      );
      const isOnce = valuesOf(unit, 'Service', 'Type').includes('oneshot');
      return (
        !isStarted && !isWanted && !isOnce && 'has no [Install] section, and nothing else starts it'
      );
    }),
  },
  {
    id: 'unit-var-run',
    severity: 'info',
    formats: SYSTEM,
    why: '/var/run is a link to /run, which systemd says at every start: systemd.service(5) PIDFile=.',
    fix: 'write /run',
    sameAs: { lintian: ['systemd-service-file-refers-to-var-run'] },
    check: units((unit) => {
      const values = [
        ...valuesOf(unit, 'Service', 'PIDFile'),
        ...['ListenStream', 'ListenDatagram', 'ListenSequentialPacket', 'ListenFIFO'].flatMap(
          (key) => valuesOf(unit, 'Socket', key),
        ),
      ];
      const old = values.find((value) => value.startsWith('/var/run/'));
      return old && `names ${old}`;
    }),
  },
  {
    id: 'unit-obsolete-target',
    severity: 'warning',
    formats: SYSTEM,
    why: 'systemd.special(7): these targets are gone, so nothing waits for what they stood for.',
    fix: 'leave it out',
    sameAs: { lintian: ['systemd-service-file-refers-to-obsolete-target'] },
    check: units((unit) => {
      const names = valuesOf(unit, 'Unit', 'After').flatMap((value) => value.split(/\s+/));
      const old = names.find((name) => name === 'syslog.target' || name === 'dbus.target');
      return old && `waits for ${old}`;
    }),
  },
];

const isSystemWide = ({ path }: SubjectEntry) => /\/lib\/systemd\/system\//.test(path);

/** Whether nobody is known to bring a program. */
function isMissing(program: string, { at, relations }: Subject): boolean {
  if (!program.startsWith('/')) return false;
  const other = program.startsWith('/usr/') ? program.slice(4) : `/usr${program}`;
  if (at(program) || at(other)) return false;
  const isUsual = /^(\/usr)?\/(s?bin|lib\/systemd)\//.test(program) && USUAL.test(nameOf(program));
  const isShared = BIN.includes(folderOf(program)) || /^(\/usr)?\/(lib|libexec)\//.test(program);
  const mayBeOthers = isShared && !program.startsWith('/usr/local/');
  return !isUsual && !(mayBeOthers && relations.depends.length + relations.preDepends.length > 0);
}
