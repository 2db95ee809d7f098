// A package with something of everything that a spec file can say.
import type { Entry } from '../../../src/model/entry.ts';
import type { Package } from '../../../src/model/package.ts';
import type { Source } from '../../../src/model/segment.ts';
import { dir, file, packageOf, script, symlink, TIME } from '../../support/package.ts';

const { rpm } = packageOf('rpm');

/** Percent signs, words of spec files where they do no harm, blanks, UTF-8. */
const AWKWARD = '100 % of %{name} (%files) "quoted" \\ — ☀ %%';

const change = (time: number, version: string, notes: string[]) => ({
  version,
  time,
  packager: 'Sun Dial <sun@dial.example>',
  notes,
  urgency: '',
  distributions: [],
});

const TRIGGER = script('#!/bin/bash\n100%\n');
const FILE_TRIGGER = { script: TRIGGER, interpreter: '' };

export const SAMPLE: Partial<Package> = {
  version: { epoch: '2', version: '1.2', prerelease: 'rc1', metadata: '', release: '3' },
  description: `Tells the time\n\n  ${AWKWARD}\n * by daylight\n%{_bindir}\\`,
  license: 'MIT AND Apache-2.0',
  relations: {
    depends: ['glibc >= 2.17', '(gnomon and (stick if sand))', '/bin/sh', 'font(:lang=uk)'],
    recommends: ['sun'],
    suggests: ['hat < 2'],
    conflicts: ['night', 'cloud = 1'],
    replaces: ['clock <= 1:9-2'],
    provides: ['time = 1.0', 'bundled(quartz) = 3~1'],
  },
  scripts: {
    preinstall: script(`#!/bin/sh\n# ${AWKWARD}\n%files\n%if 0\necho pre %{buildroot}\n\n\n`),
    postinstall: script('#!/bin/bash -e\necho post'),
    preremove: script('echo preun \\\n  %post\n'),
    postremove: script('#!/usr/bin/env python3\nprint("postun %s" % 1)\n'),
    pretrans: script('echo pretrans'),
    posttrans: script('print("posttrans")'),
    verify: script('echo verify'),
  },
  changelog: [
    change(TIME, '1.2-3', [`more ${AWKWARD}`, 'and\nmore\n  still']),
    change(TIME - 86_401, '1.1-1', ['the first %post']),
  ],
  rpm: {
    ...rpm,
    group: 'Time/Day',
    summary: `Sun dial: ${AWKWARD}`,
    prefixes: ['/opt/dial', '/usr/'],
    requires: { ...rpm.requires, post: ['sun-tools >= 1'], preun: ['sun-tools'] },
    supplements: ['sun'],
    enhances: ['moon > 1'],
    interpreters: { posttrans: '<lua>', preremove: '/bin/bash -e' },
    capabilities: { '/usr/bin/dial': 'cap_net_raw=ep' },
    triggers: [
      { when: 'in', on: ['openssl >= 3', 'glibc'], script: TRIGGER, interpreter: '' },
      { when: 'postun', on: ['hat'], script: script('x=1'), interpreter: '<lua>' },
    ],
    fileTriggers: [
      { ...FILE_TRIGGER, scope: 'package', when: 'in', paths: ['/usr/lib', '/lib'], priority: 5 },
      { ...FILE_TRIGGER, scope: 'transaction', when: 'un', paths: ['/etc'], priority: 1_000_000 },
      { ...FILE_TRIGGER, scope: 'package', when: 'postun', paths: ['/opt'], priority: 1_000_000 },
    ],
  },
};

export const SAMPLE_FILES: Entry<Source>[] = [
  dir('/etc', { implicit: true }),
  file('/etc/dial.conf', 'x=1\n', { role: 'config|noreplace', group: 'dial', mode: 0o640 }),
  file('/etc/dial.d/a', 'a', { role: 'config', mode: 0o600, owner: 'sun' }),
  file('/etc/dial.d/b', 'b', { role: 'config|missingok', mtime: TIME - 5 }),
  dir('/opt/dial', { mode: 0o1777, mtime: TIME - 1000 }),
  file('/opt/dial/secret', 'no', { mode: 0 }),
  dir('/opt/dial/closed', { mode: 0o500, owner: 'sun', group: 'dial' }),
  file('/opt/dial/closed/file', 'x', { mode: 0o400 }),
  file('/usr/bin/dial', '#! /usr/bin/python\n', { mode: 0o6755 }),
  symlink('/usr/bin/sundial', 'dial', { mtime: TIME - 7 }),
  symlink('/usr/bin/broken', '../nowhere/at all'),
  file('/usr/lib/dial/program', '\x7fELF', { mode: 0o755 }),
  file('/usr/share/dial/sun dial', 'blank'),
  file('/usr/share/dial/100%{name}', 'percent'),
  file('/usr/share/dial/%config', 'percent'),
  file('/usr/share/dial/[a]', 'brackets'),
  file('/usr/share/dial/a', 'no brackets'),
  file('/usr/share/dial/{a,b}', 'braces'),
  file('/usr/share/dial/*st*r', 'asterisk'),
  file('/usr/share/dial/who?', 'question'),
  file('/usr/share/dial/back\\slash', 'backslash'),
  file('/usr/share/dial/"quoted"', 'quotes'),
  file('/usr/share/dial/"quoted" blank', 'quotes'),
  file("/usr/share/dial/it's", 'apostrophe'),
  file('/usr/share/dial/~tilde#hash$x`y`&;|', 'shell'),
  file('/usr/share/dial/Größe ☀ 🌞', 'UTF-8'),
  dir('/usr/share/dial/d r [x]'),
  file('/usr/share/dial/d r [x]/f', 'in a folder'),
  file('/usr/share/dial/end ', 'blank at the end'),
  file('/usr/share/doc/dial/README', 'plain, in spite of its place'),
  file('/usr/share/doc/dial/NEWS', 'doc', { role: 'doc' }),
  file('/usr/share/dial/LICENSE', 'MIT', { role: 'license' }),
  file('/usr/share/dial/README', 'readme', { role: 'readme' }),
  file('/usr/share/locale/de/dial', 'Uhr', { lang: 'de' }),
  file('/usr/share/man/man1/dial.1', '.TH'),
  { ...file('/var/log/dial', '', { mode: 0o640, owner: 'sun', mtime: TIME - 3 }), type: 'ghost' },
];
