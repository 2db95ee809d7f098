import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { dir, file, packageOf, script, symlink } from '../support/package.ts';
import { needs, run, scratchFolder } from '../support/tools.ts';
import { writeRpm } from './support.ts';

const BUSYBOX = '/usr/bin/busybox';

/** All that rpmlint 2.4 still says of the package below, and why it may. */
const EXPECTED: Readonly<Record<string, string>> = {
  'no-signature': 'it is not signed',
  'statically-linked-binary': 'the program is, as Go programs are',
  'position-independent-executable-suggested': 'the program is as it was given',
  'no-manual-page-for-binary': 'the package has none',
  'only-non-binary-in-usr-lib': 'systemd units are to be there, on 64 bits too',
  'invalid-license': 'its list is empty on Debian; this is an SPDX expression',
};

needs('rpmlint', 'busybox').test('rpmlint finds nothing else', async () => {
  const folder = scratchFolder();
  const { rpm, relations } = packageOf('rpm');
  const change = {
    description: 'Tells the time by daylight\n\nIn the shade it does not.\n',
    relations: {
      ...relations,
      depends: ['/usr/bin/env', 'systemd >= 250'],
      provides: ['clock = 1'],
    },
    scripts: { postinstall: script('#!/bin/sh\nset -e\nsystemctl daemon-reload || :\n') },
    changelog: [
      {
        version: '1.2.3-1',
        time: 1_699_999_999,
        packager: 'Sun Dial <sun@dial.example>',
        notes: ['the first'],
        urgency: '',
        distributions: [],
      },
    ],
    rpm: { ...rpm, group: 'Applications/System' },
  };
  const path = await writeRpm(folder, change, [
    file('/usr/bin/sundial', readFileSync(BUSYBOX), { mode: 0o755 }),
    symlink('/usr/bin/dial', 'sundial'),
    file('/etc/sundial/sundial.conf', 'x=1\n', { role: 'config|noreplace' }),
    file('/usr/lib/systemd/system/sundial.service', '[Unit]\nDescription=Sun dial\n'),
    file('/usr/share/doc/sundial/README', 'Put it into the sun.\n', { role: 'doc' }),
    file('/usr/share/licenses/sundial/LICENSE', 'MIT\n', { role: 'license' }),
    dir('/usr/share/doc/sundial'),
    dir('/var/lib/sundial'),
  ]);
  const { stdout } = run('rpmlint', [path]);
  const found = [...stdout.matchAll(/^sundial\.x86_64: [EWI]: (\S+)/gm)].map(
    ([, tag]) => tag ?? '',
  );
  expect(found).toContain('no-signature');
  expect(found.filter((tag) => !(tag in EXPECTED))).toEqual([]);
  expect(stdout).toContain('1 packages and 0 specfiles checked');
});
