import type { Cases } from './case.ts';

const summary = (text: string) => ({
  metadata: { summary: text, description: `${text}\nIt says more in the second line.` },
});

export const METADATA: Cases = {
  'name-invalid': {
    bad: [
      { metadata: { name: 'Sun_Dial' } },
      { format: 'rpm', metadata: { name: '-sundial' } },
      { format: 'apk', metadata: { name: 'sun dial' } },
      { format: 'archlinux', metadata: { name: '.sundial' } },
    ],
    good: [
      { metadata: { name: 'sundial2.0+x' } },
      { format: 'rpm', metadata: { name: 'Sun_Dial' } },
    ],
  },
  'version-invalid': {
    bad: [
      { metadata: { version: 'v1' } },
      { format: 'rpm', metadata: { version: '1.0-rc-1' } },
      { format: 'apk', metadata: { version: '1.x' } },
      { format: 'archlinux', metadata: { version: '1.0' } },
    ],
    good: [
      { metadata: { version: '2:1.0~rc1+b2-1' } },
      { format: 'apk', metadata: { version: '1_rc1-r0' } },
    ],
  },
  'version-prerelease-unmarked': {
    bad: [
      { metadata: { version: '1.0rc1-1' } },
      { format: 'rpm', metadata: { version: '1.0beta2-1' } },
    ],
    good: [{ metadata: { version: '1.0~rc1-1' } }, { metadata: { version: '1.0-1' } }],
  },
  'maintainer-missing': {
    bad: [
      { metadata: { maintainer: '' } },
      { metadata: { maintainer: 'Unset Maintainer <unset@localhost>' } },
    ],
    good: [
      { format: 'rpm', metadata: { maintainer: '' } },
      { format: 'archlinux', metadata: { maintainer: '' } },
    ],
  },
  'maintainer-malformed': {
    bad: [
      { metadata: { maintainer: 'Sun Dial' } },
      { metadata: { maintainer: 'sun@dial.example' } },
    ],
    good: [{ metadata: { maintainer: '' } }],
  },
  'packager-missing': {
    bad: [
      { format: 'archlinux', metadata: { maintainer: '' } },
      { format: 'archlinux', metadata: { maintainer: 'Unknown Packager' } },
    ],
    good: [{ metadata: { maintainer: '' } }, { format: 'archlinux', metadata: {} }],
  },
  'packager-malformed': {
    bad: [{ format: 'archlinux', metadata: { maintainer: 'Sun Dial' } }],
    good: [{ format: 'archlinux', metadata: { maintainer: '' } }],
  },
  'homepage-missing': { bad: [{ metadata: { homepage: '' } }], good: [{}] },
  'homepage-malformed': {
    bad: [
      { metadata: { homepage: 'dial.example' } },
      { metadata: { homepage: '<https://x.example>' } },
    ],
    good: [
      { metadata: { homepage: '' } },
      { metadata: { homepage: 'https://dial.example/a?b#c' } },
    ],
  },
  'homepage-insecure': {
    bad: [{ metadata: { homepage: 'http://dial.example' } }],
    good: [{ metadata: { homepage: '' } }],
  },
  'license-missing': {
    bad: [
      { format: 'rpm', metadata: { license: '' } },
      { format: 'apk', metadata: { license: 'unknown' } },
    ],
    good: [{ metadata: { license: '' } }],
  },
  'section-missing': {
    bad: [{ metadata: { section: '' } }],
    good: [{ format: 'rpm', metadata: { section: '' } }],
  },
  'section-unknown': {
    bad: [{ metadata: { section: 'tools' } }],
    good: [{ metadata: { section: 'contrib/net' } }, { metadata: { section: '' } }],
  },
  'priority-missing': { bad: [{ metadata: { priority: '' } }], good: [{}] },
  'priority-unknown': {
    bad: [{ metadata: { priority: 'extra' } }],
    good: [{ metadata: { priority: 'standard' } }, { metadata: { priority: '' } }],
  },
  'description-missing': { bad: [{ metadata: { summary: '', description: '' } }], good: [{}] },
  'synopsis-too-long': {
    bad: [summary('x'.repeat(81)), { format: 'rpm', ...summary('x'.repeat(80)) }],
    good: [summary('x'.repeat(80))],
  },
  'synopsis-ends-with-dot': {
    bad: [summary('Tells the time.')],
    good: [summary('Tells hours, minutes etc.'), summary('Tells the time...')],
  },
  'synopsis-starts-with-name': {
    bad: [summary('Sundial for gardens'), summary('sundial')],
    good: [summary('Sundials for gardens')],
  },
  'synopsis-starts-with-article': {
    bad: [summary('A clock'), summary('the clock')],
    good: [summary('Another clock')],
  },
  'synopsis-not-capitalized': {
    bad: [{ format: 'rpm', ...summary('tells the time') }],
    good: [summary('tells the time'), { format: 'rpm', ...summary('3 clocks') }],
  },
  'description-only-synopsis': {
    bad: [{ metadata: { summary: 'Clock', description: 'Clock' } }],
    good: [{ metadata: { summary: '', description: '' } }],
  },
  'description-repeats-synopsis': {
    bad: [{ metadata: { summary: 'Sun clock', description: 'Sun clock\nSun-Clock!' } }],
    good: [{ metadata: { summary: 'Sun clock', description: 'Sun clock\nSun clock for gardens' } }],
  },
  'description-line-too-long': {
    bad: [
      { metadata: { description: `Clock\n${'x'.repeat(80)}` } },
      { format: 'rpm', metadata: { description: 'x'.repeat(80) } },
    ],
    good: [{ metadata: { description: `Clock\n${'x'.repeat(79)}` } }],
  },
  'description-template': {
    bad: [{ metadata: { description: '<insert up to 60 chars description>' } }],
    good: [{ metadata: { description: 'Inserts <b> and <i>' } }],
  },
  'relation-invalid': {
    bad: [
      { relations: { depends: ['libc6 >= 2.34'] } },
      { relations: { provides: ['a | b'] } },
      { format: 'rpm', relations: { depends: ['libc (>= 2)'] } },
      { format: 'apk', relations: { depends: ['a | b'] } },
      { format: 'archlinux', relations: { depends: ['glibc (>= 2)'] } },
    ],
    good: [
      { relations: { depends: ['a (>= 1) | b'], provides: ['c (= 1)'] } },
      { format: 'rpm', relations: { depends: ['(a or b)', 'libc.so.6(GLIBC_2.34)(64bit)'] } },
      { format: 'apk', relations: { depends: ['so:libc.musl-x86_64.so.1', 'musl>=1.2'] } },
      { format: 'archlinux', relations: { suggests: ['git: sources'] } },
    ],
  },
  'relation-obsolete-operator': {
    bad: [{ relations: { depends: ['libc6 (> 2)'] } }],
    good: [{ relations: { depends: ['libc6 (>> 2)', 'x (>= 2)', 'y (<< 3)'] } }],
  },
  'relation-with-self': {
    bad: [
      { relations: { depends: ['sundial'] } },
      { format: 'rpm', relations: { replaces: ['sundial'] } },
    ],
    good: [
      { relations: { provides: ['sundial'], conflicts: ['sundial'], replaces: ['sundial'] } },
      { relations: { depends: ['sundial-data', 'sundial | clock'] } },
      { format: 'rpm', relations: { replaces: ['sundial < 1'], provides: ['sundial'] } },
    ],
  },
  'relation-duplicate': {
    bad: [{ relations: { depends: ['a', 'b', 'a'] } }],
    good: [
      { relations: { depends: ['a'], recommends: ['a'] } },
      { format: 'rpm', relations: { depends: ['/bin/sh', '/bin/sh'] } },
    ],
  },
  'relation-essential': {
    bad: [{ relations: { depends: ['bash'] } }],
    good: [{ relations: { depends: ['bash (>= 5)', 'bash-completion'], conflicts: ['bash'] } }],
  },
  'obsoletes-not-provided': {
    bad: [{ format: 'rpm', relations: { replaces: ['moondial'] } }],
    good: [
      { format: 'rpm', relations: { replaces: ['moondial < 2'], provides: ['moondial = 2'] } },
    ],
  },
};
