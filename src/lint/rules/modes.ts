// Permissions and owners.
import { ALL, DEB, FILES, SYSTEM } from '../formats.ts';
import { below, entries, files, folderOf, nameOf, octal } from '../hits.ts';
import type { Rule, Subject, SubjectEntry } from '../model.ts';
import { ACCOUNTS, GROUPS } from './accounts.ts';

const SETUID = 0o4000;
const SETGID = 0o2000;
const STICKY = 0o1000;

const isSpecial = (mode: number) => (mode & (SETUID | SETGID)) !== 0;
const isProgram = (mode: number) => (mode & 0o111) !== 0;

/** Where programs are found by their names. */
export const BIN = ['/bin', '/sbin', '/usr/bin', '/usr/sbin', '/usr/games', '/usr/local/bin'];

/** sudo refuses files that others may write, and cron those that are programs or not root's. */
const OWN_RULES = ['/etc/sudoers.d', '/etc/polkit-1'];

/** A folder's bits that nobody needs a reason for; /tmp and its like are for everybody. */
function isUsualFolder({ path, mode }: SubjectEntry): boolean {
  const isShared = ['/tmp', '/var/tmp', '/var/lock', '/run/lock'].includes(path);
  return mode === 0o755 || (isShared && mode === 0o1777);
}

/** Whether there is a rule of its own about who may write it. */
function isOpen({ type, mode, group }: SubjectEntry): boolean {
  const isForAll = (mode & 0o002) !== 0 && !(type === 'dir' && (mode & STICKY) !== 0);
  return isForAll || ((mode & 0o020) !== 0 && (group === 'root' || group === ''));
}

export const MODE_RULES: readonly Rule[] = [
  {
    id: 'world-writable',
    severity: 'error',
    formats: FILES,
    why: 'Every user of the machine could change it: Debian Policy 10.9.',
    fix: 'take the write permission away from others: file_info.mode',
    sameAs: {
      lintian: ['non-standard-file-perm', 'non-standard-dir-perm'],
      rpmlint: ['world-writable'],
    },
    check: entries(({ type, mode }) => {
      if (type === 'symlink' || (mode & 0o002) === 0 || (mode & STICKY && type === 'dir'))
        return '';
      return `may be written by everybody (${octal(mode)})`;
    }),
  },
  {
    id: 'group-writable',
    severity: 'warning',
    formats: FILES,
    why: 'Debian Policy 10.9: files are 0644 or 0755. It is often a umask that was copied along.',
    fix: 'set file_info.mode to 0644, 0755 for programs and folders; or umask to 022',
    sameAs: { lintian: ['non-standard-file-perm', 'non-standard-dir-perm'] },
    check: entries(({ type, mode, group }) => {
      const isRootGroup = group === 'root' || group === '';
      const isOpen = type !== 'symlink' && (mode & 0o022) === 0o020;
      return isOpen && isRootGroup && `may be written by the group ${group} (${octal(mode)})`;
    }),
  },
  {
    id: 'setuid-file',
    severity: 'warning',
    formats: ALL,
    why: 'Whoever runs it has the rights of its owner or group; each one is to be thought about: Debian Policy 10.9, Fedora Packaging Guidelines.',
    fix: 'leave setuid and setgid out of file_info.mode, or use rpm.capabilities or a service',
    sameAs: { lintian: ['elevated-privileges'], rpmlint: ['setuid-binary', 'setgid-binary'] },
    check: files(({ mode, owner, group }) => {
      return isSpecial(mode) && `runs with the rights of ${owner}:${group} (${octal(mode)})`;
    }),
  },
  {
    id: 'dir-mode',
    severity: 'warning',
    formats: SYSTEM,
    why: 'Debian Policy 10.9: folders are 0755, unless there is a reason.',
    fix: 'set file_info.mode to 0755',
    sameAs: { lintian: ['non-standard-dir-perm'], rpmlint: ['non-standard-dir-perm'] },
    check: entries((entry) => {
      const isOdd = entry.type === 'dir' && !isUsualFolder(entry) && !isOpen(entry);
      return isOdd && `is a folder with the permissions ${octal(entry.mode)}, not 0755`;
    }),
  },
  {
    id: 'file-mode',
    severity: 'info',
    formats: SYSTEM,
    why: 'Debian Policy 10.9: files are 0644, unless there is a reason.',
    fix: 'set file_info.mode to 0644',
    sameAs: { lintian: ['non-standard-file-perm'], rpmlint: ['non-readable'] },
    check: files((entry) => {
      const { path, mode } = entry;
      const isOdd = !isProgram(mode) && !isSpecial(mode) && mode !== 0o644 && !isOpen(entry);
      return isOdd && !below(path, ...OWN_RULES) && `has the permissions ${octal(mode)}, not 0644`;
    }),
  },
  {
    id: 'program-mode',
    severity: 'warning',
    formats: SYSTEM,
    why: 'Debian Policy 10.9: programs are 0755. To read one, anybody can fetch the package.',
    fix: 'set file_info.mode to 0755',
    sameAs: {
      lintian: ['non-standard-executable-perm', 'executable-is-not-world-readable'],
      rpmlint: ['non-standard-executable-perm'],
    },
    check: files((entry) => {
      const { mode } = entry;
      const isOdd = isProgram(mode) && mode !== 0o755 && !isSpecial(mode) && !isOpen(entry);
      return isOdd && `is a program with the permissions ${octal(mode)}, not 0755`;
    }),
  },
  {
    id: 'program-not-executable',
    severity: 'error',
    formats: FILES,
    why: 'FHS 3.0, 3.4 and 4.4: these folders hold programs; the shell says "permission denied".',
    fix: 'set file_info.mode to 0755',
    sameAs: { rpmlint: ['non-executable-in-bin'] },
    check: files(({ path, mode }) => {
      return (
        BIN.includes(folderOf(path)) &&
        !isProgram(mode) &&
        `is in a folder of programs, and cannot be run (${octal(mode)})`
      );
    }),
  },
  {
    id: 'executable-not-program',
    severity: 'warning',
    formats: SYSTEM,
    why: 'The kernel could not run it: it is neither an ELF file nor a script with a #! line. Often a permission that came along with a copy.',
    fix: 'set file_info.mode to 0644, or begin the script with #!',
    sameAs: { lintian: ['executable-not-elf-or-script'], rpmlint: ['script-without-shebang'] },
    check: files(({ path, mode, content, size }) => {
      // Of documents there is a rule of their own.
      if (below(path, '/usr/share/doc', '/usr/share/man')) return '';
      if (!content || !isProgram(mode) || content.elf || content.shebang !== undefined) return '';
      if (size === 0 || /\.(exe|dll|jar|class|la)$/i.test(path) || content.isZip) return '';
      return 'is executable, and neither ELF nor a script';
    }),
  },
  {
    id: 'data-executable',
    severity: 'warning',
    formats: SYSTEM,
    why: 'Units, configuration and documents are read, never run; systemd complains of it at every start.',
    fix: 'set file_info.mode to 0644',
    sameAs: {
      lintian: ['executable-manual-page'],
      rpmlint: ['executable-docs', 'executable-marked-as-config-file', 'spurious-executable-perm'],
    },
    check: files(({ path, mode, flags, content }) => {
      if (!isProgram(mode) || content?.shebang !== undefined) return '';
      const isRead =
        /\/systemd\/(system|user)\/[^/]+\.[a-z]+$/.test(path) ||
        below(path, '/usr/share/man') ||
        (below(path, '/usr/share/doc', '/usr/share/licenses') && !content?.elf) ||
        /\.(gz|html?|md|txt|png|svg|desktop|conf)$/.test(path) ||
        flags.includes('config');
      return isRead && `is no program, and executable (${octal(mode)})`;
    }),
  },
  {
    id: 'owner-id',
    severity: 'error',
    formats: DEB,
    why: 'Debian Policy 9.2.2: only ids below 100 and from 60000 to 64999 are the same on all machines. It is the id of whoever built the package.',
    fix: 'set file_info.owner and group to names',
    sameAs: { lintian: ['wrong-file-owner-uid-or-gid'] },
    check: entries(({ uid, gid }) => {
      return (
        ![uid, gid].every(isFixedId) && `belongs to ${uid}:${gid}, which are nobody's for sure`
      );
    }),
  },
  {
    id: 'owner-unknown',
    severity: 'warning',
    formats: SYSTEM,
    why: "Where the account is missing, the file becomes root's: whoever ships it creates the account before (sysusers.d(5), adduser in preinst).",
    fix: 'create the account with sysusers in jaco-pkg.yaml or in preinstall, or use root',
    sameAs: { rpmlint: ['non-standard-uid', 'non-standard-gid'] },
    check: (subject) => (createsAccounts(subject) ? [] : unknownOwners(subject)),
  },
  {
    id: 'special-file',
    severity: 'error',
    formats: FILES,
    why: 'Debian Policy 10.6: packages bring no devices, pipes or sockets; udev, tmpfiles.d(5) or the program makes them.',
    fix: 'leave it out',
    sameAs: { lintian: ['special-file'] },
    check: entries(({ type }) => {
      return ['char', 'block', 'fifo', 'socket'].includes(type) && `is a ${type} special file`;
    }),
  },
  {
    id: 'sudoers-mode',
    severity: 'error',
    formats: SYSTEM,
    why: 'sudoers(5): the file is 0440; sudo passes over one that others may write.',
    fix: 'set file_info.mode to 0440',
    sameAs: { lintian: ['bad-perm-for-file-in-etc-sudoers.d'] },
    check: files(({ path, mode }) => {
      const isOdd =
        folderOf(path) === '/etc/sudoers.d' && nameOf(path) !== 'README' && mode !== 0o440;
      return isOdd && `has the permissions ${octal(mode)}, not 0440`;
    }),
  },
];

function createsAccounts({ entries: all, scripts }: Subject): boolean {
  const adds = /\b(adduser|useradd|addgroup|groupadd|systemd-sysusers)\b/;
  return (
    scripts.some(({ text }) => adds.test(text)) ||
    all.some(({ path }) => below(path, '/usr/lib/sysusers.d'))
  );
}

const unknownOwners = entries(({ owner, group }) => {
  const isKnown = ACCOUNTS.has(owner) && GROUPS.has(group);
  return !isKnown && `belongs to ${owner}:${group}, which nothing in the package creates`;
});

/** Debian Policy 9.2.2. */
function isFixedId(id: number): boolean {
  return id <= 99 || id === 65_534 || (id >= 60_000 && id <= 64_999);
}
