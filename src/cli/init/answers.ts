import { isSpdx } from './licence.ts';

/** What a new nfpm.yaml is made of. */
export interface Answers {
  readonly name: string;
  /** `git`, a variable such as `$VERSION`, or the version itself. */
  readonly version: string;
  readonly maintainer: string;
  readonly description: string;
  readonly homepage: string;
  readonly license: string;
  /** Paths of programs, relative to the working directory. */
  readonly binaries: readonly string[];
}

export type Answer = keyof Answers;

interface Question {
  readonly answer: Answer;
  /** Option that answers it. */
  readonly flag: string;
  readonly text: string;
  /** Why a text is no answer; undefined when it is one. */
  check(text: string): string | undefined | Promise<string | undefined>;
}

export const QUESTIONS: readonly Question[] = [
  {
    answer: 'name',
    flag: '--name',
    text: 'Name of the package',
    // Debian Policy, section 5.6.1; every other format takes such names too.
    check: (text) =>
      /^[a-z0-9][a-z0-9+.-]+$/.test(text)
        ? undefined
        : 'a name has two or more of a-z, 0-9, + . -, and starts with a letter or digit',
  },
  {
    answer: 'version',
    flag: '--version-from',
    text: 'Version: git for the tag, a variable like $VERSION, or the version itself',
    check: (text) =>
      /^(git|\$[A-Za-z_]\w*|v?[0-9][A-Za-z0-9.+~-]*)$/.test(text)
        ? undefined
        : 'give git, a variable like $VERSION, or a version like 1.2.3',
  },
  {
    answer: 'maintainer',
    flag: '--maintainer',
    text: 'Maintainer, as Name <email>',
    check: (text) =>
      unexpanded(text) ??
      (/^[^<>]+ <[^<>@\s]+@[^<>@\s]+>$/.test(text) ? undefined : 'write it as Name <email>'),
  },
  {
    answer: 'description',
    flag: '--description',
    text: 'What it is, in a line',
    check: (text) => unexpanded(text) ?? (text === '' ? 'say what it is' : undefined),
  },
  {
    answer: 'homepage',
    flag: '--homepage',
    text: 'Web page (or nothing)',
    check: (text) =>
      unexpanded(text) ??
      (text === '' || URL.canParse(text) ? undefined : 'give a whole address, with https://'),
  },
  {
    answer: 'license',
    flag: '--license',
    text: 'Licence, as an SPDX expression (or nothing)',
    check: async (text) =>
      unexpanded(text) ??
      (text === '' || (await isSpdx(text))
        ? undefined
        : 'write it as MIT, as MIT OR Apache-2.0, or as LicenseRef-NAME where SPDX has no name for it'),
  },
  {
    answer: 'binaries',
    flag: '--binary',
    text: 'Programs to install, with blanks between (or nothing)',
    check: () => undefined,
  },
];

/** Whether `nfpm.yaml` would take a part of a text for a variable. */
function unexpanded(text: string): string | undefined {
  return text.includes('$') ? 'a $ would begin a variable there; leave it out' : undefined;
}
