// What a package says of itself, but for its description.
import type { FormatName } from '../../model/package.ts';
import { CONTROL, DEB, RPMS, SYSTEM } from '../formats.ts';
import { metadata } from '../hits.ts';
import type { Rule, Subject } from '../model.ts';
import { PRIORITIES, SECTIONS } from './sections.ts';

/** Formats whose packages name the maintainer. */
const MAINTAINED: readonly FormatName[] = ['deb', 'ipk', 'apk'];

/** pacman's packages name who made them instead. */
const PACKAGED: readonly FormatName[] = ['archlinux'];

/** What builders write where nobody is named. */
const NOBODY = /^(unset maintainer|unknown packager|n\/?a|none|root)?( <.*>)?$/i;

/** `Name <address>`, RFC 5322's mailbox as Debian Policy 5.6.2 wants it. */
const MAILBOX = /^[^<>@]+ <[^<>@\s]+@[^<>@\s]+\.[^<>@\s.]+>$/;

const isNobody = ({ metadata: { maintainer } }: Subject) => NOBODY.test(maintainer.trim());

function malformed(subject: Subject, who: string): string | false {
  const { maintainer } = subject.metadata;
  const isRight = isNobody(subject) || MAILBOX.test(maintainer.trim());
  return !isRight && `the ${who} "${maintainer}" is not of the form Name <address>`;
}

export const METADATA_RULES: readonly Rule[] = [
  {
    id: 'maintainer-missing',
    severity: 'error',
    formats: MAINTAINED,
    why: 'Whoever has trouble with the package must know whom to ask: Debian Policy 5.6.2, apk-package(5).',
    fix: 'set maintainer: Name <address>',
    sameAs: { lintian: ['required-field'] },
    check: metadata('maintainer', (subject) => isNobody(subject) && 'nobody maintains the package'),
  },
  {
    id: 'maintainer-malformed',
    severity: 'error',
    formats: MAINTAINED,
    why: 'Tools take the address out of this field: Debian Policy 5.6.2 wants `Name <address>`.',
    fix: 'write maintainer: Name <address>',
    sameAs: { lintian: ['malformed-contact', 'mail-contact'], rpmlint: ['invalid-packager'] },
    check: metadata('maintainer', (subject) => malformed(subject, 'maintainer')),
  },
  {
    id: 'packager-missing',
    severity: 'warning',
    formats: PACKAGED,
    why: 'pacman shows who made a package, and "Unknown Packager" where nobody is named: makepkg.conf(5) PACKAGER.',
    fix: 'set archlinux.packager: Name <address>',
    check: metadata('archlinux.packager', (subject) => {
      return isNobody(subject) && 'the Arch package names no packager';
    }),
  },
  {
    id: 'packager-malformed',
    severity: 'warning',
    formats: PACKAGED,
    why: 'Tools take the address out of this field: makepkg.conf(5) PACKAGER is `Name <address>`.',
    fix: 'write archlinux.packager: Name <address>',
    check: metadata('archlinux.packager', (subject) => malformed(subject, 'packager')),
  },
  {
    id: 'homepage-missing',
    severity: 'info',
    formats: SYSTEM,
    why: 'Users look for the project behind a package: Debian Policy 5.6.23, Fedora Packaging Guidelines (URL), APKBUILD(5) url.',
    fix: 'set homepage',
    sameAs: { lintian: ['no-homepage-field'], rpmlint: ['no-url-tag'] },
    check: metadata('homepage', ({ metadata: { homepage } }) => {
      return homepage === '' && 'the package has no homepage';
    }),
  },
  {
    id: 'homepage-malformed',
    severity: 'warning',
    formats: SYSTEM,
    why: 'Tools make a link of it: Debian Policy 5.6.23 wants a URL, with nothing around it.',
    fix: 'write an address that begins with https://',
    sameAs: {
      lintian: ['bad-homepage', 'superfluous-clutter-in-homepage'],
      rpmlint: ['invalid-url'],
    },
    check: metadata('homepage', ({ metadata: { homepage } }) => {
      const isRight = homepage === '' || /^(https?|ftp):\/\/[^\s/<>"]+[^\s<>"]*$/.test(homepage);
      return !isRight && `the homepage "${homepage}" is no address of a page`;
    }),
  },
  {
    id: 'homepage-insecure',
    severity: 'info',
    formats: DEB,
    why: 'What is fetched over plain http may be replaced on the way.',
    fix: 'write https:// if the page has it',
    sameAs: { lintian: ['homepage-field-uses-insecure-uri'] },
    check: metadata('homepage', ({ metadata: { homepage } }) => {
      return /^(http|ftp):/.test(homepage) && `the homepage ${homepage} is not encrypted`;
    }),
  },
  {
    id: 'license-missing',
    severity: 'error',
    formats: [...RPMS, 'apk', 'archlinux'],
    why: 'rpm, apk and pacman have a field for it that their distributions require: Fedora Licensing Guidelines, APKBUILD(5), PKGBUILD(5).',
    fix: 'set license to an SPDX expression, such as MIT OR Apache-2.0',
    sameAs: { rpmlint: ['no-license'] },
    check: metadata('license', ({ metadata: { license } }) => {
      return /^(unknown|none)?$/i.test(license) && 'the package does not say its licence';
    }),
  },
  {
    id: 'section-missing',
    severity: 'warning',
    formats: CONTROL,
    why: 'Package managers sort by section: Debian Policy 5.6.5 recommends it for every package.',
    fix: 'set section, such as utils, net or admin',
    sameAs: { lintian: ['recommended-field'] },
    check: metadata('section', ({ metadata: { section } }) => {
      return section === '' && 'the package is in no section';
    }),
  },
  {
    id: 'section-unknown',
    severity: 'warning',
    formats: DEB,
    why: 'Debian Policy 2.4 has the list of sections; others appear nowhere.',
    fix: 'choose one of the list, such as utils, net or admin',
    sameAs: { lintian: ['unknown-section'] },
    check: metadata('section', ({ metadata: { section } }) => {
      const isKnown = section === '' || SECTIONS.has(section.replace(/^[^/]*\//, ''));
      return !isKnown && `Debian has no section "${section}"`;
    }),
  },
  {
    id: 'priority-missing',
    severity: 'warning',
    formats: DEB,
    why: 'Debian Policy 5.6.6 recommends it for every package.',
    fix: 'set priority: optional',
    sameAs: { lintian: ['recommended-field'] },
    check: metadata('priority', ({ metadata: { priority } }) => {
      return priority === '' && 'the package has no priority';
    }),
  },
  {
    id: 'priority-unknown',
    severity: 'warning',
    formats: DEB,
    why: 'Debian Policy 2.5 knows required, important, standard and optional; extra became optional.',
    fix: 'set priority: optional',
    sameAs: { lintian: ['unknown-priority', 'priority-extra-is-replaced-by-priority-optional'] },
    check: metadata('priority', ({ metadata: { priority } }) => {
      const isKnown = priority === '' || PRIORITIES.has(priority);
      return !isKnown && `Debian has no priority "${priority}"`;
    }),
  },
];
