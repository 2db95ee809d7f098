// How programs and libraries were linked.
import { DEB, RPM, SYSTEM } from '../formats.ts';
import { files } from '../hits.ts';
import type { Rule, Subject } from '../model.ts';
import { isDebug, isNative, isRun, programs } from './programs.ts';

export const LINKING_RULES: readonly Rule[] = [
  {
    id: 'elf-rpath',
    severity: 'error',
    formats: SYSTEM,
    why: 'Libraries are searched first where the machine that built it had them: whoever may write there decides what is run. Debian Policy 10.2, Fedora Packaging Guidelines (Rpath).',
    fix: 'link without -rpath, or use $ORIGIN for libraries of your own',
    sameAs: {
      lintian: ['custom-library-search-path', 'relative-library-search-path'],
      rpmlint: ['binary-or-shlib-defines-rpath'],
    },
    check: programs((elf, _entry, subject) => {
      const odd = elf.searchPath.find((folder) => folder !== '' && !isOwnFolder(folder, subject));
      return odd !== undefined && `searches libraries in ${odd} (RPATH or RUNPATH)`;
    }),
  },
  {
    id: 'elf-unstripped',
    severity: 'warning',
    formats: SYSTEM,
    why: 'Symbols for debugging take more room than the program: Debian Policy 10.1, Fedora Packaging Guidelines (Debuginfo).',
    fix: 'strip it (Go: -ldflags "-s -w"), and keep the symbols elsewhere',
    sameAs: { lintian: ['unstripped-binary-or-object'], rpmlint: ['unstripped-binary-or-object'] },
    check: programs((elf, { path }, { metadata: { name } }) => {
      const isKept =
        /\.(k?o|gox|a|debug)$/.test(path) || isDebug(path) || /-(dbg|dbgsym|debuginfo)$/.test(name);
      return isRun(elf) && !elf.isStripped && !isKept && 'is not stripped';
    }),
  },
  {
    id: 'elf-static',
    severity: 'info',
    formats: [...DEB, ...RPM],
    why: 'Debian Policy 10.2: security updates of libraries do not reach it. For programs of one file, as Go makes them, that is the point.',
    fix: 'link dynamically, if a distribution is to take the package',
    sameAs: { lintian: ['statically-linked-binary'], rpmlint: ['statically-linked-binary'] },
    check: programs((elf, entry, { metadata: { name } }) => {
      const isMeant =
        /[.-]static$/.test(entry.path) || name.endsWith('-static') || isDebug(entry.path);
      return (
        elf.type === 'executable' &&
        elf.needed.length === 0 &&
        !isMeant &&
        isNative(elf, entry) &&
        'is linked statically'
      );
    }),
  },
  {
    id: 'elf-no-pie',
    severity: 'info',
    formats: [...DEB, ...RPM],
    why: 'A program at a fixed address is easier to attack: Debian hardening, Fedora Packaging Guidelines (PIE).',
    fix: 'build it with -pie (Go: -buildmode=pie)',
    sameAs: {
      lintian: ['hardening-no-pie'],
      rpmlint: ['non-position-independent-executable', 'position-independent-executable-suggested'],
    },
    check: programs((elf, entry, { format }) => {
      const isJudged = format === 'rpm' || elf.isDynamic;
      return (
        elf.type === 'executable' &&
        isJudged &&
        isNative(elf, entry) &&
        'is not position-independent'
      );
    }),
  },
  {
    id: 'elf-executable-stack',
    severity: 'warning',
    formats: SYSTEM,
    why: 'What an attacker writes onto the stack can be run; kernels with SELinux refuse to load it.',
    fix: 'add .note.GNU-stack to the assembler files, or link with -z noexecstack',
    sameAs: { lintian: ['executable-stack-in-shared-library'], rpmlint: ['executable-stack'] },
    check: programs(
      (elf) => isRun(elf) && elf.hasExecutableStack && 'asks for a stack that can be run',
    ),
  },
  {
    id: 'elf-text-relocations',
    severity: 'warning',
    formats: SYSTEM,
    why: 'Its code is changed when it is loaded, so that no two processes share it, and hardened kernels refuse it: Debian Policy 10.2.',
    fix: 'build it with -fPIC',
    sameAs: {
      lintian: ['specific-address-in-shared-library'],
      rpmlint: ['shlib-with-non-pic-code'],
    },
    check: programs(
      (elf) => elf.type === 'shared' && elf.hasTextRelocations && 'has relocations in its code',
    ),
  },
  {
    id: 'library-no-soname',
    severity: 'warning',
    formats: SYSTEM,
    why: 'Debian Policy 8.1: programs remember the name of the file instead, and break with the next version.',
    fix: 'link it with -Wl,-soname',
    sameAs: {
      lintian: ['sharedobject-in-library-directory-missing-soname'],
      rpmlint: ['no-soname'],
    },
    check: programs((elf, { path }) => {
      const isPublic = /^(\/usr)?\/lib(64|\/[\w-]+-linux-\w+)?\/[^/]+\.so(\.[\d.]+)?$/.test(path);
      return (
        isPublic &&
        elf.type === 'shared' &&
        elf.soname === '' &&
        elf.interpreter === '' &&
        'has no soname'
      );
    }),
  },
  {
    id: 'elf-damaged',
    severity: 'warning',
    formats: SYSTEM,
    why: 'It begins as an ELF file and cannot be read to its end: cut off, or made so on purpose.',
    fix: 'build it anew',
    sameAs: { lintian: ['elf-error'] },
    check: files(
      ({ content, path }) =>
        content?.elf === 'damaged' && !isDebug(path) && 'is a damaged ELF file',
    ),
  },
];

/** A folder of the package's own, which nobody else puts libraries into. */
function isOwnFolder(folder: string, { metadata: { name, source } }: Subject): boolean {
  if (/^\$\{?ORIGIN\}?(\/|$)/.test(folder)) return true;
  const names = [name, source.split(' ', 1)[0] ?? ''].filter(Boolean);
  const rest = /^(?:\/usr)?\/lib(?:x?32|64)?\/(?:[\w-]+-linux-\w+\/)?(.+)$/.exec(
    folder.replace(/\/+/g, '/'),
  )?.[1];
  if (rest === undefined) return false;
  return names.includes(rest.split('/', 1)[0] ?? '');
}
