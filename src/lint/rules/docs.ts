// Copyright, licences, changelogs and manual pages.
import { DEB, RPM, SYSTEM } from '../formats.ts';
import {
  below,
  entries as each,
  entryHit,
  files,
  folderOf,
  isFile,
  metadata,
  nameOf,
} from '../hits.ts';
import type { Hit, Rule, Subject, SubjectEntry } from '../model.ts';

/** The copyright file of a Debian package, or a link in its place. */
function copyright({ metadata: { name }, at }: Subject): SubjectEntry | undefined {
  return at(`/usr/share/doc/${name}/copyright`);
}

/** Whether the whole folder of documents is that of another package: Debian Policy 12.5. */
function sharesDocs({ metadata: { name }, at }: Subject): boolean {
  return at(`/usr/share/doc/${name}`)?.type === 'symlink';
}

/** A rule over the copyright file of a Debian package. */
function onCopyright(fault: (text: string) => string | false): Rule['check'] {
  return (subject) => {
    const entry = copyright(subject);
    const text = entry?.content?.text;
    const found = text !== undefined && fault(text);
    return entry && found ? [entryHit(entry, found)] : [];
  };
}

const MAN = /^\/usr\/share\/man\/(?:[^/]+\/)?man(\w+)\/([^/]+)$/;
const PACKED = /\.(gz|bz2|xz|zst|lz)$/;

export const DOC_RULES: readonly Rule[] = [
  {
    id: 'copyright-missing',
    severity: 'error',
    formats: DEB,
    why: 'Debian Policy 12.5: every package has its copyright and licence in /usr/share/doc/NAME/copyright; most licences demand it.',
    fix: 'add it to contents, or let copyright in jaco-pkg.yaml write it',
    sameAs: { lintian: ['no-copyright-file'] },
    check: metadata('contents', (subject) => {
      const isThere = copyright(subject) !== undefined || sharesDocs(subject);
      return !isThere && `there is no /usr/share/doc/${subject.metadata.name}/copyright`;
    }),
  },
  {
    id: 'copyright-no-notice',
    severity: 'error',
    formats: DEB,
    why: 'Debian Policy 12.5: the file says who holds the copyright, and since when.',
    fix: 'add a line such as Copyright: 2024 Name',
    sameAs: { lintian: ['copyright-without-copyright-notice'] },
    check: onCopyright((text) => {
      const isThere =
        /(copyright|copr\.|\u00a9)(.*|[(c):\s]+)\b\d{4}\b|\bpublic[\s-]domain\b|\bCC0\b/i.test(
          text,
        );
      return !isThere && 'names nobody who holds the copyright, with the year';
    }),
  },
  {
    id: 'copyright-crlf',
    severity: 'info',
    formats: DEB,
    why: 'Line ends as on Windows show as ^M in pagers.',
    fix: 'save it with line ends as on Unix',
    sameAs: { lintian: ['copyright-has-crs'] },
    check: onCopyright((text) => text.includes('\r') && 'has line ends as on Windows'),
  },
  {
    id: 'copyright-compressed',
    severity: 'error',
    formats: DEB,
    why: 'Debian Policy 12.5: the file is neither compressed nor a link.',
    fix: 'add it as it is',
    sameAs: { lintian: ['copyright-file-compressed', 'copyright-file-is-symlink'] },
    check: (subject) => {
      const packed = subject.at(`/usr/share/doc/${subject.metadata.name}/copyright.gz`);
      const link = copyright(subject)?.type === 'symlink' ? copyright(subject) : undefined;
      const hits: Hit[] = packed ? [entryHit(packed, 'is compressed')] : [];
      return link ? [...hits, entryHit(link, 'is a link')] : hits;
    },
  },
  {
    id: 'license-file-missing',
    severity: 'warning',
    formats: ['rpm', 'archlinux'],
    why: 'Most licences demand that their text goes with the program: Fedora Licensing Guidelines (%license), Arch package guidelines (Licenses).',
    fix: 'add it with type: license, to /usr/share/licenses/NAME/',
    check: metadata('contents', ({ entries, format }) => {
      const isThere = entries.some(({ path, flags, type }) => {
        const isText = flags.includes('license') || below(path, '/usr/share/licenses');
        return type !== 'dir' && (isText || /\/(licen[cs]e|copying|copyright)[^/]*$/i.test(path));
      });
      const isEmpty = entries.every(({ type }) => type === 'dir');
      return !isThere && !isEmpty && `the ${format} package has no file with its licence`;
    }),
  },
  {
    id: 'changelog-missing',
    severity: 'warning',
    formats: [...DEB, ...RPM],
    why: 'Users see there what an upgrade changes: Debian Policy 12.7, Fedora Packaging Guidelines (Changelogs).',
    fix: "set changelog to a file of chglog's format",
    sameAs: { lintian: ['no-changelog'], rpmlint: ['no-changelogname-tag'] },
    check: metadata('changelog', (subject) => {
      const { metadata: stated, at, hasChangelog } = subject;
      const folder = `/usr/share/doc/${stated.name}`;
      const names = [
        'changelog.Debian.gz',
        'changelog.gz',
        'changelog.Debian',
        'changelog',
        'NEWS.Debian.gz',
      ];
      const isFound = names.some((name) => at(`${folder}/${name}`)) || sharesDocs(subject);
      return !(hasChangelog ?? isFound) && 'the package has no changelog';
    }),
  },
  {
    id: 'changelog-uncompressed',
    severity: 'warning',
    formats: DEB,
    why: 'Debian Policy 12.7: changelogs are compressed with gzip -9.',
    fix: 'compress it with gzip -9n, or use changelog in nfpm.yaml',
    sameAs: { lintian: ['changelog-file-not-compressed'] },
    check: files(({ path }, { metadata: { name } }) => {
      const isPlain = /^(changelog|changelog\.Debian|NEWS\.Debian)$/.test(nameOf(path));
      return isPlain && folderOf(path) === `/usr/share/doc/${name}` && 'is not compressed';
    }),
  },
  {
    id: 'man-page-uncompressed',
    severity: 'warning',
    formats: SYSTEM.filter((format) => format !== 'ipk'),
    why: 'Debian Policy 12.1; rpmbuild, abuild and makepkg compress them by themselves, a builder of finished files does not.',
    fix: 'compress it with gzip -9n',
    sameAs: { lintian: ['uncompressed-manual-page'], rpmlint: ['manpage-not-compressed'] },
    check: each(({ path, type }) => {
      return type !== 'dir' && MAN.test(path) && !PACKED.test(path) && 'is not compressed';
    }),
  },
  {
    id: 'man-page-misplaced',
    severity: 'warning',
    formats: SYSTEM,
    why: 'man(1) looks for NAME.1 in man1, NAME.8 in man8.',
    fix: 'put it into the folder of its section',
    sameAs: {
      lintian: ['odd-place-for-manual-page', 'wrong-name-for-manual-page'],
      rpmlint: ['bad-manual-page-folder'],
    },
    check: files(({ path }) => {
      const [, section = '', name = ''] = MAN.exec(path) ?? [];
      const own = /\.([1-9n]\w*)$/.exec(name.replace(PACKED, ''))?.[1];
      if (section === '') return '';
      return own?.[0] !== section[0] && `is no page of section ${section}`;
    }),
  },
  {
    id: 'man-page-missing',
    severity: 'info',
    formats: [...DEB, ...RPM],
    why: 'Debian Policy 12.1: each program has a manual page.',
    fix: 'write one; help2man makes a start of --help',
    sameAs: { lintian: ['no-manual-page'], rpmlint: ['no-manual-page-for-binary'] },
    check: function* ({ entries }) {
      const pages = new Set<string>();
      for (const { path } of entries) {
        const name = MAN.exec(path)?.[2];
        if (name) pages.add(name.replace(PACKED, '').replace(/\.\w+$/, ''));
      }
      for (const entry of entries) {
        const isCalled = /^(\/usr)?\/(s?bin|games)\/[^/]+$/.test(entry.path);
        const isThing = isFile(entry) || entry.type === 'symlink';
        if (isCalled && isThing && !pages.has(nameOf(entry.path))) {
          yield entryHit(entry, 'has no manual page');
        }
      }
    },
  },
  {
    id: 'gzip-time',
    severity: 'info',
    formats: SYSTEM,
    why: 'gzip wrote the time into the file, so the package differs with each build: reproducible-builds.org, RFC 1952.',
    fix: 'compress it with gzip -n',
    sameAs: { lintian: ['package-contains-timestamped-gzip'] },
    check: files(({ content, mtime }) => {
      const time = content?.gzipTime ?? 0;
      return time > mtime && `holds the time at which it was compressed`;
    }),
  },
];
