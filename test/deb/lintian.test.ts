import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { deb } from '../../src/deb/index.ts';
import type { ChangelogEntry } from '../../src/model/package.ts';
import { file, script, symlink } from '../support/package.ts';
import { needs, output, scratchFolder } from '../support/tools.ts';
import { type DebPlan, debPackage, withParents, writeDeb } from './make-deb.ts';

function release(version: string, time: number): ChangelogEntry {
  const packager = 'Sun Dial <sun@dial.example>';
  return { version, time, packager, notes: ['Shadows.'], urgency: '', distributions: [] };
}

const plan: DebPlan = {
  arch: 'all',
  version: { epoch: '', version: '1.2.3', prerelease: '', metadata: '', release: '1' },
  description: [
    'tell the time by daylight',
    'The shadow of a gnomon falls on a plate with the hours of the day.',
    '',
    'At night it says nothing.',
  ].join('\n'),
  scripts: { postinstall: script('#!/bin/sh\nset -e\necho noon\n') },
  changelog: [release('1.2.3-1', 1_700_000_000), release('1.2.2-1', 1_600_000_000)],
};

const page = (name: string) => {
  const text = `.TH ${name} 1\n.SH NAME\n${name} \\- tell the time\n`;
  return file(`/usr/share/man/man1/${name}.1.gz`, gzipSync(text, { level: 9 }));
};

/** What the pipeline does with the entries that the format makes. */
const generated = ((await deb.generated?.(debPackage(plan))) ?? []).flatMap((entry) =>
  entry.type === 'file' && entry.body.kind === 'memory' ? [file(entry.path, entry.body.bytes)] : [],
);

const entries = withParents([
  file('/etc/sundial.conf', 'latitude = 52\n', { role: 'config' }),
  file('/usr/bin/sundial', '#!/bin/sh\necho noon\n', { mode: 0o755 }),
  symlink('/usr/bin/dial', 'sundial'),
  file('/usr/share/doc/sundial/copyright', 'Copyright 2024 Dial Works\n\nLicense: Expat\n'),
  file('/usr/share/sundial/naïve', 'ü\n'),
  page('sundial'),
  page('dial'),
  ...generated,
]);

needs('lintian')('lintian', () => {
  const folder = scratchFolder();

  const options = ['--fail-on', 'none', '--allow-root', '--display-info', '--pedantic'];

  test('finds nothing', async () => {
    expect(output('lintian', [...options, await writeDeb(folder, plan, entries)])).toBe('');
  });

  // A version without a Debian revision looks native to Debian, where the changelog would be
  // called changelog.gz. nfpm uses one name for both, and so do packages made from its files.
  test('finds the name of the changelog odd where there is no release', async () => {
    const version = { epoch: '', version: '1.2.3', prerelease: '', metadata: '', release: '' };
    const path = await writeDeb(folder, { ...plan, version }, entries);
    expect(output('lintian', [...options, path])).toMatch(
      /^W: sundial: wrong-name-for-changelog-of-native-package .*\n$/,
    );
  });
});
