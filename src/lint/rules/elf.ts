// Programs and libraries: what they are for and what they need, held against the package.
import type { FormatName } from '../../model/package.ts';
import { isFor, isIndependent, machineName } from '../elf/machines.ts';
import { SYSTEM } from '../formats.ts';
import { below, entryHit, isFile, nameOf } from '../hits.ts';
import type { Rule, Subject, SubjectEntry } from '../model.ts';
import { isDebug, isNative, isRun, programs } from './programs.ts';

export const ELF_RULES: readonly Rule[] = [
  {
    id: 'elf-other-architecture',
    severity: 'error',
    formats: SYSTEM,
    why: 'The package is for machines that cannot run it: Debian Policy 5.6.8. Often the file of another build was picked up.',
    fix: 'build it for the architecture of the package, or set arch',
    sameAs: { lintian: ['binary-from-other-architecture'] },
    check: programs((elf, entry, { metadata: { arch } }) => {
      const isOther = isFor(elf, arch) === false && isNative(elf, entry);
      const isFor32 = /\/(lib(x?32)|i386-linux-gnu|i686-linux-gnu)\//.test(entry.path);
      return (
        isOther &&
        !isFor32 &&
        !isDebug(entry.path) &&
        `is for ${machineName(elf)}, and the package for ${arch}`
      );
    }),
  },
  {
    id: 'elf-in-independent-package',
    severity: 'error',
    formats: SYSTEM,
    why: 'The package says that it is for every architecture, and has programs for one: Debian Policy 5.6.8, Fedora Packaging Guidelines (Noarch).',
    fix: 'set arch to the one that the program is for',
    sameAs: {
      lintian: ['arch-independent-package-contains-binary-or-object'],
      rpmlint: ['arch-independent-package-contains-binary-or-object'],
    },
    check: programs((elf, entry, { metadata: { arch } }) => {
      return (
        isIndependent(arch) &&
        isNative(elf, entry) &&
        `is for ${machineName(elf)}, and the package for all architectures`
      );
    }),
  },
  {
    id: 'no-elf',
    severity: 'info',
    formats: SYSTEM,
    why: 'A package without programs for one architecture serves them all, and needs to be built and kept but once.',
    fix: 'set arch: all',
    sameAs: { rpmlint: ['no-binary'], lintian: ['package-contains-no-arch-dependent-files'] },
    check: (subject) => {
      const { entries, metadata } = subject;
      const all = entries.filter((entry) => isFile(entry) && !below(entry.path, '/usr/share/doc'));
      const isFree = all.length > 0 && all.every(isPortable);
      if (!isFree || isIndependent(metadata.arch)) return [];
      const message = `the package is for ${metadata.arch}, and nothing in it is`;
      return [{ message, place: subject.locate('arch') }];
    },
  },
  {
    id: 'elf-in-share',
    severity: 'error',
    formats: SYSTEM,
    why: 'FHS 3.0, 4.11: /usr/share may be shared between machines of different architectures.',
    fix: 'put it below /usr/lib',
    sameAs: {
      lintian: ['arch-dependent-file-in-usr-share'],
      rpmlint: ['arch-dependent-file-in-usr-share'],
    },
    check: programs((elf, entry) => {
      const isShared = below(entry.path, '/usr/share') && !below(entry.path, '/usr/share/doc');
      return isShared && isNative(elf, entry) && `is for ${machineName(elf)}, and in /usr/share`;
    }),
  },
  {
    id: 'elf-in-etc',
    severity: 'error',
    formats: SYSTEM,
    why: 'FHS 3.0, 3.7.2: /etc holds configuration and no programs.',
    fix: 'put it below /usr/lib',
    sameAs: { lintian: ['binary-in-etc'], rpmlint: ['binary-in-etc'] },
    check: programs(
      (elf, entry) => below(entry.path, '/etc') && isNative(elf, entry) && 'is a program in /etc',
    ),
  },
  {
    id: 'elf-undeclared-libraries',
    severity: 'error',
    formats: SYSTEM,
    why: 'The program needs libraries that the package neither brings nor depends on: Debian Policy 8.6, Fedora Packaging Guidelines (Requires).',
    fix: 'name the packages that bring them in depends',
    sameAs: { lintian: ['undeclared-elf-prerequisites'] },
    check: function* (subject) {
      if (dependencies(subject).length > 0) return;
      const own = new Set(subject.entries.map(({ path }) => nameOf(path)));
      for (const entry of subject.entries) {
        const elf = entry.content?.elf;
        if (elf === undefined || elf === 'damaged' || !isRun(elf) || !isNative(elf, entry))
          continue;
        const missing = elf.needed.filter((name) => !own.has(name));
        if (missing.length > 0)
          yield entryHit(entry, `needs ${missing.join(', ')}, and the package depends on nothing`);
      }
    },
  },
  {
    id: 'elf-undeclared-libc',
    severity: 'warning',
    formats: ['deb', 'apk'],
    why: 'Debian Policy 8.6: a program needs the C library that it was built with, or a newer one.',
    fix: 'add libc6 (Debian) or musl (Alpine), with the version it was built with, to depends',
    sameAs: { lintian: ['missing-dependency-on-libc'] },
    check: (subject) => {
      const needs = dependencies(subject);
      const libc = LIBC[subject.format];
      if (!libc || needs.length === 0 || needs.some((item) => libc.package.test(item))) return [];
      const first = subject.entries.find((entry) => {
        const elf = entry.content?.elf;
        return (
          elf !== undefined &&
          elf !== 'damaged' &&
          elf.needed.some((name) => libc.library.test(name))
        );
      });
      const isOwn = subject.entries.some(({ path }) => libc.library.test(nameOf(path)));
      return first && !isOwn
        ? [entryHit(first, 'needs the C library, and the package does not depend on it')]
        : [];
    },
  },
  {
    id: 'elf-foreign-loader',
    severity: 'error',
    formats: SYSTEM,
    why: 'The program is started by a loader (PT_INTERP) that this system has not: "No such file or directory". It was built for another C library.',
    fix: 'build it for the C library of the distribution, or statically',
    check: programs((elf, { path }, { format, at, relations }) => {
      const { interpreter } = elf;
      if (interpreter === '' || elf.type === 'core' || at(interpreter)) return '';
      const isMusl = interpreter.startsWith('/lib/ld-musl-');
      const isUsual =
        format === 'apk' || format === 'ipk'
          ? /^\/lib\/ld/.test(interpreter) && (isMusl || format === 'ipk')
          : !isMusl && /^(\/usr)?\/lib\w*\//.test(interpreter);
      const isBrought = relations.depends.some((item) =>
        /^(so:)?(musl|ld-musl|gcompat|libc6-compat|klibc)/.test(item),
      );
      return (
        !isUsual &&
        !isBrought &&
        !isDebug(path) &&
        `is started by ${interpreter}, which ${format} systems do not have`
      );
    }),
  },
];

/** No ELF file, nor a static library, nor in a folder of one architecture. */
function isPortable({ path, content }: SubjectEntry): boolean {
  return content !== undefined && !content.elf && !/\.(a|o|cmxa)$|-linux-\w+\//.test(path);
}

const LIBC: Readonly<
  Partial<Record<FormatName, { readonly library: RegExp; readonly package: RegExp }>>
> = {
  deb: { library: /^libc\.so\.6/, package: /^libc6\b/ },
  apk: { library: /^libc\.musl-/, package: /^(so:libc\.musl-|musl\b)/ },
};

/** What has to be there; not what rpm asks of itself and of scripts. */
function dependencies({ relations }: Subject): string[] {
  const all = [...relations.preDepends, ...relations.depends];
  return all.filter((item) => !/^(rpmlib\(|config\(|\/bin\/sh$|\/usr\/bin\/sh$)/.test(item));
}
