// Where files go: the Filesystem Hierarchy Standard 3.0, Debian Policy 9.1.
import type { FormatName } from '../../model/package.ts';
import { DEB, SYSTEM } from '../formats.ts';
import { entryHit, folderOf } from '../hits.ts';
import type { Rule, SameAs, Severity, Subject, SubjectEntry } from '../model.ts';

/** A place and why nothing of a package belongs there. */
interface Row {
  readonly id: string;
  readonly severity: Severity;
  readonly formats?: readonly FormatName[];
  readonly folder: RegExp;
  readonly says: string;
  readonly why: string;
  readonly fix: string;
  readonly sameAs?: SameAs;
}

const TOP =
  'bin boot dev etc home lib lib32 lib64 libx32 media mnt opt proc root run sbin srv sys tmp';
const USR = 'bin games include lib lib32 lib64 libexec libx32 local sbin share src tmp';
const OLD_USR = 'doc man info dict etc adm preserve spool X11R6 X386';
const VAR =
  'account adm backups cache crash db empty games lib local lock log mail nis opt preserve run spool state tmp www yp';

/** Outside of these folders; of the old ones there is a rule of their own. */
const UNUSUAL = new RegExp(
  [
    `^/(?!(${oneOf(`${TOP} usr var Users`)})(/|$))`,
    `^/usr/(?!(${oneOf(`${USR} ${OLD_USR}`)})(/|$)|[^/]+-linux[^/]*/)`,
    `^/var/(?!(${oneOf(VAR)})(/|$))`,
  ].join('|'),
);

function oneOf(names: string): string {
  return names.replaceAll(' ', '|');
}

const ROWS: readonly Row[] = [
  {
    id: 'path-usr-local',
    severity: 'warning',
    folder: /^\/usr\/local\//,
    says: 'is in /usr/local, which is for the administrator',
    why: 'FHS 3.0, 4.9 and Debian Policy 9.1.2: what is installed there by hand is not to be touched by packages. Vendors whose archive installs there too may allow it.',
    fix: 'put it below /usr, or allow it in jaco-pkg.yaml',
    sameAs: {
      lintian: ['file-in-usr-local', 'dir-in-usr-local', 'file-in-unusual-dir'],
      rpmlint: ['dir-or-file-in-usr-local'],
    },
  },
  {
    id: 'path-opt',
    severity: 'info',
    folder: /^\/opt\//,
    says: 'is in /opt, which is for vendors and not for distributions',
    why: "FHS 3.0, 3.13: add-on software may be in /opt/NAME; a distribution's packages may not.",
    fix: 'put it below /usr if a distribution is to take the package',
    sameAs: { lintian: ['dir-or-file-in-opt'], rpmlint: ['dir-or-file-in-opt'] },
  },
  {
    id: 'path-tmp',
    severity: 'error',
    folder: /^(\/usr|\/var)?\/tmp\//,
    says: 'is in a folder for temporary files, which is emptied at any time',
    why: 'FHS 3.0, 3.18 and 5.15: nobody may count on files there.',
    fix: 'put it below /usr, or let the program make it',
    sameAs: {
      lintian: ['dir-or-file-in-tmp'],
      rpmlint: ['dir-or-file-in-tmp', 'dir-or-file-in-var-tmp'],
    },
  },
  {
    id: 'path-home',
    severity: 'error',
    folder: /^\/(home|root|Users)\//,
    says: 'is in the home of a user',
    why: "FHS 3.0, 3.8 and 3.14: what is there is the users' own. A path of the machine that built the package ends up here, too.",
    fix: 'put it below /usr, or a template into /etc/skel',
    sameAs: { lintian: ['dir-or-file-in-home'], rpmlint: ['dir-or-file-in-home'] },
  },
  {
    id: 'path-dev',
    severity: 'error',
    folder: /^\/(dev|proc|sys)\//,
    says: 'is where the kernel has its own file system',
    why: 'FHS 3.0, 3.6 and 6.1: what is written below a mount point is never seen, or fails the installation.',
    fix: 'leave it out; for devices there are rules of udev',
    sameAs: { rpmlint: ['dir-or-file-in-dev'] },
  },
  {
    id: 'path-run',
    severity: 'error',
    folder: /^(\/run|\/var\/run|\/var\/lock)\//,
    says: 'is gone after a restart',
    why: 'FHS 3.0, 3.15: /run is empty when the system starts; Debian Policy 9.1.4, Fedora Packaging Guidelines (Tmpfiles.d).',
    fix: 'use RuntimeDirectory= in the unit, or tmpfiles in jaco-pkg.yaml',
    sameAs: {
      lintian: [
        'dir-or-file-in-run',
        'dir-or-file-in-var-run',
        'dir-or-file-in-var-lock',
        'file-in-unusual-dir',
      ],
      rpmlint: ['non-ghost-in-run', 'dir-or-file-in-var-run', 'dir-or-file-in-var-lock'],
    },
  },
  {
    id: 'path-site',
    severity: 'warning',
    folder: /^\/(srv|mnt|media|var\/www|var\/local|etc\/opt)\//,
    says: 'is in a folder that the administrator arranges',
    why: "FHS 3.0, 3.11, 3.12 and 3.17: these are the site's own, and may be mounted from elsewhere.",
    fix: 'put data below /usr/share or /var/lib',
    sameAs: {
      lintian: [
        'dir-or-file-in-srv',
        'dir-or-file-in-mnt',
        'dir-or-file-in-var-www',
        'dir-or-file-in-etc-opt',
      ],
      rpmlint: ['dir-or-file-in-srv', 'dir-or-file-in-mnt', 'dir-or-file-in-var-local'],
    },
  },
  {
    id: 'path-obsolete',
    severity: 'warning',
    folder:
      /^\/usr\/(doc|man|info|dict|etc|adm|preserve|spool|X11R6|X386)\/|^\/etc\/bash_completion\.d\//,
    says: 'is in a folder that was given up',
    why: 'FHS 3.0, chapter 4: documents, pages and dictionaries are below /usr/share; nothing looks into the old folders.',
    fix: 'put it below /usr/share',
    sameAs: {
      lintian: ['FSSTND-dir-in-usr', 'use-of-compat-symlink', 'package-installs-into-obsolete-dir'],
    },
  },
  {
    id: 'path-unusual',
    severity: 'warning',
    folder: UNUSUAL,
    says: 'is in a folder that the FHS does not have',
    why: 'FHS 3.0, 3.1, 4.2 and 5.2: software must not add folders to the root, to /usr or to /var.',
    fix: 'put it below /usr/lib, /usr/share, /etc or /var/lib',
    sameAs: {
      lintian: [
        'non-standard-toplevel-dir',
        'non-standard-dir-in-usr',
        'non-standard-dir-in-var',
        'file-in-unusual-dir',
      ],
      rpmlint: ['non-standard-dir-in-usr', 'non-standard-dir-in-var'],
    },
  },
  {
    id: 'path-unmerged',
    severity: 'info',
    formats: DEB,
    folder: /^\/(bin|sbin|lib(x?32|64)?)\//,
    says: 'is in a folder that is a link into /usr',
    why: 'Debian Policy 9.1 since trixie: dpkg does not know that /lib is /usr/lib, and loses files that move between packages.',
    fix: 'put /usr before it',
    sameAs: { lintian: ['package-contains-usr-unmerged-pathnames'] },
  },
];

export const PLACE_RULES: readonly Rule[] = [
  ...ROWS.map(({ folder, says, formats = SYSTEM, ...row }) => ({
    ...row,
    formats,
    *check(subject: Subject) {
      for (const entry of leaves(subject)) {
        if (folder.test(entry.path)) yield entryHit(entry, says);
      }
    },
  })),
  {
    id: 'bin-subdir',
    severity: 'error',
    formats: SYSTEM,
    why: 'FHS 3.0, 3.4.1 and 4.4.1: there must be no folders in /bin and /usr/bin.',
    fix: 'put it below /usr/lib/NAME',
    sameAs: { lintian: ['subdir-in-usr-bin', 'subdir-in-bin'], rpmlint: ['subdir-in-bin'] },
    *check(subject) {
      for (const entry of subject.entries) {
        if (/^(\/usr)?\/s?bin\/[^/]+\/[^/]+/.test(entry.path)) {
          yield entryHit(entry, 'is in a folder of a folder of programs');
        }
      }
    },
  },
];

/** Everything but folders that only lead to others. */
function leaves({ entries }: Subject): SubjectEntry[] {
  const parents = new Set(entries.map(({ path }) => folderOf(path)));
  return entries.filter(({ path, type }) => type !== 'dir' || !parents.has(path));
}
