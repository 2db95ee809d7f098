// What was in the folder and was not meant to be in the package.

import type { FormatName } from '../../model/package.ts';
import { ALL, FILES, SYSTEM } from '../formats.ts';
import { below, entries, entryHit, files, folderOf, isFile, nameOf } from '../hits.ts';
import type { Rule, Subject, SubjectEntry } from '../model.ts';

interface Row extends Pick<Rule, 'id' | 'severity' | 'why' | 'sameAs'> {
  readonly formats?: readonly FormatName[];
  readonly path: RegExp;
  readonly says: string;
}

/** Sources of Rust, whose checksums count every file: they are as they were published. */
const CARGO = '/usr/share/cargo/registry';

const FIX = 'leave it out, with exclude in jaco-pkg.yaml';

const ROWS: readonly Row[] = [
  {
    id: 'vcs-file',
    severity: 'error',
    path: /\/(\.git|\.svn|\.hg|\.bzr|CVS|\.jj|\{arch\}|\.arch-ids)(\/|$)|\/\.(gitignore|gitattributes|gitmodules|hgignore|hgtags|cvsignore|bzrignore)$/,
    says: 'belongs to a version control system',
    why: 'It is of no use to users, and may hold addresses and passwords of repositories.',
    sameAs: {
      lintian: ['package-contains-vcs-control-dir', 'package-contains-vcs-control-file'],
      rpmlint: ['version-control-internal-file'],
    },
  },
  {
    id: 'backup-file',
    severity: 'error',
    path: /(~|\/#[^/]+#|\.(orig|rej|bak)(\.gz)?|\/\.[^/]+\.sw[op]|\/\.nfs[^/]+)$/,
    says: 'is a backup or left over from an editor or patch',
    why: 'It was not meant to be in the package, and may be of a version that never was.',
    sameAs: {
      lintian: ['backup-file-in-package', 'nfs-temporary-file-in-package'],
      rpmlint: ['backup-file-in-package'],
    },
  },
  {
    id: 'desktop-junk',
    severity: 'error',
    path: /\/(\.DS_Store|__MACOSX|\._[^/]+|Thumbs\.db|desktop\.ini|\.directory)(\/|$)/,
    says: 'is what a desktop keeps for itself',
    why: 'macOS and Windows put these files into every folder that somebody opens.',
    sameAs: {
      lintian: [
        'macos-ds-store-file-in-package',
        'macos-resource-fork-file-in-package',
        'windows-thumbnail-database-in-package',
      ],
    },
  },
  {
    id: 'bytecode-file',
    severity: 'warning',
    formats: ['deb'],
    path: /\.py[co]$/,
    says: 'is bytecode of Python, which is made when the package is installed',
    why: 'Debian Python Policy 2.6: it is for one version of Python alone.',
    sameAs: { lintian: ['package-installs-python-bytecode'] },
  },
  {
    id: 'index-file',
    severity: 'error',
    path: /\/(perllocal\.pod|\.packlist)$|^\/usr\/share\/info\/dir(\.gz)?$|\/(mimeinfo|icon-theme)\.cache$|\/gschemas\.compiled$/,
    says: 'is an index that every package would write anew',
    why: 'Two packages with the same file cannot be installed together; the index is made on the machine.',
    sameAs: {
      lintian: ['package-contains-info-dir-file', 'package-installs-perllocal-pod'],
      rpmlint: ['info-dir-file', 'perl-temp-file'],
    },
  },
];

/** Files beyond this slow every mirror and every update. */
const HUGE = 256 * 1024 * 1024;

/** What a package without anything of use has as well. */
const USUAL_DOC =
  /^\/usr\/share\/doc\/[^/]+\/(copyright|changelog|NEWS|README|AUTHORS|THANKS|buildinfo)[^/]*$/;

export const JUNK_RULES: readonly Rule[] = [
  ...ROWS.map(({ path, says, formats = FILES, ...row }) => ({
    ...row,
    formats,
    fix: FIX,
    check: entries((entry) => path.test(entry.path) && !below(entry.path, CARGO) && says),
  })),
  {
    id: 'hidden-file',
    severity: 'info',
    formats: SYSTEM,
    why: 'Files whose names begin with a dot are those of users and editors; in a package they are mostly a mistake.',
    fix: FIX,
    sameAs: { rpmlint: ['hidden-file-or-dir'] },
    check: entries(({ path }) => {
      const isKnown =
        below(path, '/etc/skel') || /\/\.(build-id|cargo-checksum\.json|hmac|updated)$/.test(path);
      const isOther = ROWS.some((row) => row.path.test(path));
      return nameOf(path).startsWith('.') && !isKnown && !isOther && 'is hidden';
    }),
  },
  {
    id: 'empty-dir',
    severity: 'info',
    formats: SYSTEM,
    why: 'Outside of /etc and /var it is mostly left over from something that is not in the package.',
    fix: 'leave it out, or put what belongs there into it',
    sameAs: { lintian: ['package-contains-empty-directory'] },
    check: (subject) => emptyFolders(subject).map((entry) => entryHit(entry, 'is an empty folder')),
  },
  {
    id: 'empty-file',
    severity: 'info',
    formats: SYSTEM,
    why: 'It is mostly something that could not be made when it was to be packaged.',
    fix: 'look how it is made',
    sameAs: {
      rpmlint: ['zero-length'],
      lintian: ['zero-byte-file-in-doc-directory', 'zero-byte-executable-in-path'],
    },
    check: files(({ path, size }) => {
      const isUsual = /\/(__init__\.py|py\.typed|\.nosearch|\.keep|\.gitkeep|REQUESTED)$/.test(
        path,
      );
      return size === 0 && !isUsual && 'is empty';
    }),
  },
  {
    id: 'empty-package',
    severity: 'warning',
    formats: SYSTEM,
    why: 'Nothing is installed. That is right for a metapackage, which depends on others.',
    fix: 'add contents, or depends if it is to bring other packages',
    sameAs: { lintian: ['empty-binary-package'] },
    check: (subject) => {
      const isMeta = subject.relations.depends.length > 0;
      const isThere = subject.entries.some(({ type, path }) => {
        return type !== 'dir' && !below(path, '/usr/share/licenses') && !USUAL_DOC.test(path);
      });
      if (isMeta || isThere) return [];
      return [{ message: 'the package brings no files', place: subject.locate('contents') }];
    },
  },
  {
    id: 'huge-file',
    severity: 'info',
    formats: ALL,
    why: 'Every update transfers it anew; mirrors and registries have limits.',
    fix: 'split it off into a package of its own, or let the program fetch it',
    check: files(({ size }) => size > HUGE && `has ${Math.round(size / 1e6)} MB`),
  },
  {
    id: 'duplicate-files',
    severity: 'info',
    formats: SYSTEM,
    why: 'Each takes room of its own, in the package and on the disk.',
    fix: 'make one of them a symbolic link',
    sameAs: {
      lintian: ['duplicate-files', 'duplicate-changelog-files'],
      rpmlint: ['files-duplicate', 'files-duplicated-waste', 'duplicate-executable'],
    },
    check: function* (subject) {
      for (const [first, ...others] of sameContent(subject)) {
        if (first)
          yield entryHit(
            first,
            `is the same as ${others
              .map(({ path }) => path)
              .slice(0, 3)
              .join(', ')}${others.length > 3 ? ` and ${others.length - 3} more` : ''}`,
          );
      }
    },
  },
];

function emptyFolders({ entries: all }: Subject): SubjectEntry[] {
  const parents = new Set<string>();
  for (const { path } of all) if (path !== '/') parents.add(folderOf(path));
  return all.filter(({ path, type }) => {
    return type === 'dir' && !parents.has(path) && !/^\/(etc|var)(\/|$)/.test(path);
  });
}

/** Regular files of some length that have the same bytes; hard links are one file. */
function sameContent({ entries: all }: Subject): SubjectEntry[][] {
  const groups = new Map<string, SubjectEntry[]>();
  for (const entry of all) {
    const { sha256 } = entry.digests;
    if (entry.type !== 'file' || !isFile(entry) || !sha256 || entry.size === 0) continue;
    // Folders of different file systems may not be linked; small files are not worth it.
    const key = `${sha256} ${entry.path.split('/', 3).join('/')}`;
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}
