import type { Entry } from '../../src/model/entry.ts';
import type { Package } from '../../src/model/package.ts';
import type { Source } from '../../src/model/segment.ts';
import { dir, file, packageOf, script, symlink } from '../support/package.ts';

const relations = packageOf('apk').relations;

/** Every field an apk has a place for, and some it has none for. */
export const everything: Package = packageOf('apk', {
  version: { epoch: '2', version: '1.2.3', prerelease: 'rc.1', metadata: 'git7', release: '4' },
  description: 'Tells the time by daylight\n\n  At night it does not:\n  moon = none\n',
  relations: {
    ...relations,
    depends: ['musl>=1.2', 'tzdata >= 2024', '!hourglass', 'so:libc.musl-x86_64.so.1', 'cmd:ls'],
    provides: ['clock=1.0-r0', 'cmd:sundial'],
    replaces: ['shadow-clock<1'],
    conflicts: ['not-written'],
    recommends: ['not-written'],
  },
  scripts: {
    preinstall: script('#!/bin/sh\n# preinstall\n'),
    postinstall: script('#!/bin/sh\n# postinstall\n'),
    preremove: script('#!/bin/sh\n# preremove\n'),
    postremove: script('#!/bin/sh\n# postremove, no newline at its end'),
    preupgrade: script('#!/bin/sh\n# preupgrade\n'),
    postupgrade: script('#!/bin/sh\n# postupgrade\n'),
  },
});

const deep = `/usr/share/${'deep'.repeat(20)}`;
const deeper = `${deep}/${'deeper'.repeat(10)}`;

export const entries: readonly Entry<Source>[] = [
  dir('/'),
  dir('/etc', { implicit: true }),
  dir('/etc/sundial', { owner: 'dial', group: 'wheel' }),
  file('/etc/sundial/sundial.conf', 'hours=12\n', { role: 'config' }),
  dir('/usr', { implicit: true }),
  dir('/usr/bin', { implicit: true }),
  file('/usr/bin/sundial', '#!/bin/sh\necho noon\n', { mode: 0o4755, mtime: 1_600_000_000 }),
  symlink('/usr/bin/zonnewijzer', 'sundial'),
  dir('/usr/share', { implicit: true }),
  dir(deep),
  dir(deeper),
  symlink(`${deeper}/end`, `..${deeper}`),
  dir('/usr/share/ünï cödé', { mode: 0o1777 }),
  file('/usr/share/ünï cödé/日時計', ''),
];
