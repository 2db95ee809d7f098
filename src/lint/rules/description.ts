// The synopsis, which is the first line of a description, and the rest of it.
import { CONTROL, DEB, RPMS, SYSTEM } from '../formats.ts';
import { metadata } from '../hits.ts';
import type { Rule, Subject } from '../model.ts';

/** Columns that lists of packages have for it, and terminals for the rest. */
const WIDTH: Readonly<Partial<Record<Subject['format'], number>>> = { rpm: 79, srpm: 79 };
const USUAL_WIDTH = 80;

const widthOf = ({ format }: Subject) => WIDTH[format] ?? USUAL_WIDTH;

/** The lines behind the synopsis; rpm keeps the synopsis apart. */
function extended({ format, metadata: { description } }: Subject): string[] {
  const lines = description.split('\n');
  return format === 'rpm' || format === 'srpm' ? lines : lines.slice(1);
}

/** Letters and digits alone, for comparing. */
const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

export const DESCRIPTION_RULES: readonly Rule[] = [
  {
    id: 'description-missing',
    severity: 'error',
    formats: SYSTEM,
    why: 'It is all that users see of a package before they install it: Debian Policy 3.4, Fedora Packaging Guidelines (Summary), APKBUILD(5) pkgdesc.',
    fix: 'set description to a line that says what the package is',
    sameAs: {
      lintian: ['required-field', 'description-synopsis-is-empty'],
      rpmlint: ['no-summary-tag', 'no-description-tag'],
    },
    check: metadata('description', ({ metadata: { summary } }) => {
      return summary.trim() === '' && 'the package has no description';
    }),
  },
  {
    id: 'synopsis-too-long',
    severity: 'warning',
    formats: SYSTEM,
    why: 'Lists cut it off: Debian Policy 3.4.1 and Fedora Packaging Guidelines have 80 columns for it.',
    fix: 'say less in the first line of description',
    sameAs: { lintian: ['synopsis-too-long'], rpmlint: ['summary-too-long'] },
    check: metadata('description', (subject) => {
      const { length } = subject.metadata.summary;
      const limit = widthOf(subject);
      return length > limit && `the synopsis has ${length} characters, more than ${limit}`;
    }),
  },
  {
    id: 'synopsis-ends-with-dot',
    severity: 'warning',
    formats: SYSTEM,
    why: 'It is a phrase and no sentence: Debian Policy 3.4.1, Fedora Packaging Guidelines (Summary).',
    fix: 'leave out the full stop',
    sameAs: { lintian: ['synopsis-is-a-sentence'], rpmlint: ['summary-ended-with-dot'] },
    check: metadata('description', ({ metadata: { summary } }) => {
      const isSentence = /[^.]\.\s*$/.test(summary) && !/\s(etc|e\.?g)\.\s*$/.test(summary);
      return isSentence && 'the synopsis ends with a full stop';
    }),
  },
  {
    id: 'synopsis-starts-with-name',
    severity: 'warning',
    formats: SYSTEM,
    why: "The name stands beside it anyway: Debian Developer's Reference 6.2.2, Fedora Packaging Guidelines (Summary).",
    fix: 'begin with what the package is',
    sameAs: {
      lintian: ['description-starts-with-package-name'],
      rpmlint: ['name-repeated-in-summary'],
    },
    check: metadata('description', ({ metadata: { name, summary } }) => {
      const rest = summary.toLowerCase().startsWith(name.toLowerCase())
        ? summary.slice(name.length)
        : undefined;
      return rest !== undefined && !/^\w/.test(rest) && 'the synopsis begins with the package name';
    }),
  },
  {
    id: 'synopsis-starts-with-article',
    severity: 'info',
    formats: [...CONTROL, ...RPMS],
    why: "Debian Developer's Reference 6.2.2: in a list, `a`, `an` and `the` tell nothing.",
    fix: 'leave the article out',
    sameAs: { lintian: ['description-synopsis-starts-with-article'] },
    check: metadata('description', ({ metadata: { summary } }) => {
      return /^(an?|the)\s/i.test(summary) && 'the synopsis begins with an article';
    }),
  },
  {
    id: 'synopsis-not-capitalized',
    severity: 'info',
    formats: RPMS,
    why: 'Fedora Packaging Guidelines (Summary): it begins with a capital letter.',
    fix: 'set rpm.summary, which begins with a capital letter',
    sameAs: { rpmlint: ['summary-not-capitalized'] },
    check: metadata('description', ({ metadata: { summary } }) => {
      return /^\p{Ll}/u.test(summary) && 'the summary begins with a small letter';
    }),
  },
  {
    id: 'description-only-synopsis',
    severity: 'info',
    formats: DEB,
    why: 'Debian Policy 3.4.2: an extended description says what the package is good for.',
    fix: 'add lines to description',
    sameAs: { lintian: ['extended-description-is-empty'] },
    check: metadata('description', (subject) => {
      const isAlone = subject.metadata.summary !== '' && extended(subject).length === 0;
      return isAlone && 'the description has but one line';
    }),
  },
  {
    id: 'description-repeats-synopsis',
    severity: 'warning',
    formats: DEB,
    why: 'Debian Policy 3.4: both are shown below each other.',
    fix: 'let the second line of description say more',
    sameAs: { lintian: ['description-synopsis-is-duplicated'] },
    check: metadata('description', (subject) => {
      const [first = ''] = extended(subject);
      const isSame = first.trim() !== '' && plain(first) === plain(subject.metadata.summary);
      return isSame && 'the description repeats its first line';
    }),
  },
  {
    id: 'description-line-too-long',
    severity: 'warning',
    formats: [...DEB, ...RPMS],
    why: 'It is shown as it is, on terminals of 80 columns: Debian Policy 5.6.13, Fedora Packaging Guidelines.',
    fix: 'break the lines of description before column 80',
    sameAs: {
      lintian: ['extended-description-line-too-long'],
      rpmlint: ['description-line-too-long'],
    },
    check: metadata('description', (subject) => {
      const limit = widthOf(subject) - (subject.format === 'deb' ? 1 : 0);
      const long = extended(subject).find((line) => line.length > limit);
      return long !== undefined && `a line of the description has ${long.length} characters`;
    }),
  },
  {
    id: 'description-template',
    severity: 'error',
    formats: SYSTEM,
    why: 'The text comes from a template that was to be filled in.',
    fix: 'describe the package',
    sameAs: { lintian: ['description-is-dh_make-template', 'description-is-debmake-template'] },
    check: metadata('description', ({ metadata: { description } }) => {
      const template = /<insert [^>]*>|\blorem ipsum\b|^missing$/i.exec(description);
      return template !== null && `the description still has "${template[0]}"`;
    }),
  },
];
