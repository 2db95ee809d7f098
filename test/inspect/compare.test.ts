// Holds what is read of packages against what dpkg-deb, rpm, apk, pacman, makemsix and GNU tar
// say of them: a few that are on the machine or made here. `npm run compare` takes any number.
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { apk } from '../../src/apk/index.ts';
import { archlinux } from '../../src/archlinux/index.ts';
import { deb } from '../../src/deb/index.ts';
import { ipk } from '../../src/ipk/index.ts';
import type { Format } from '../../src/model/format.ts';
import { tarball } from '../../src/tarball/index.ts';
import { EVERYTHING, EVERYTHING_FILES, writeMsix } from '../msix/support.ts';
import { needs, output, scratchFolder } from '../support/tools.ts';
import { comparePackages } from './compare/compare.ts';
import { DEB } from './compare/deb.ts';
import type { Kind } from './compare/facts.ts';
import { APK, ARCHLINUX, IPK, MSIX, TARBALL } from './compare/others.ts';
import { RPM } from './compare/rpm.ts';
import { builtRpms, rpmbuild } from './gnomon.ts';
import { written } from './sample.ts';

const CACHE = '/var/cache/apt/archives';
const SAMPLE = 4;
const SMALL = 400_000;

/** A few small packages of Debian's, where apt keeps them. */
function fromCache(): string[] {
  if (!existsSync(CACHE)) return [];
  const names = readdirSync(CACHE).filter((name) => name.endsWith('.deb'));
  const paths = names.sort().map((name) => join(CACHE, name));
  const small = paths.filter((path) => statSync(path).size < SMALL);
  const step = Math.max(1, Math.floor(small.length / SAMPLE));
  return small.filter((_, i) => i % step === 0).slice(0, SAMPLE);
}

const folder = scratchFolder();

async function ourOwn(format: Format): Promise<string> {
  const path = join(folder, `sundial.${format.name}`);
  writeFileSync(path, await written(format));
  return path;
}

async function expectTheSame(kind: Kind, paths: readonly string[]): Promise<void> {
  const compared = await comparePackages(kind, paths);
  const { refused, onlyOurs, differences } = compared;
  expect({ refused, onlyOurs, differences }).toEqual({ refused: 0, onlyOurs: [], differences: [] });
  expect(compared.facts).toBeGreaterThan(paths.length);
}

/** A package by dpkg-deb, with what others seldom have in them. */
function unusualDeb(compression: string): string {
  const root = join(folder, `deb-${compression}`);
  mkdirSync(join(root, 'DEBIAN'), { recursive: true });
  const control = ['Package: odd', 'Version: 1:2~3', 'Architecture: all', 'Maintainer: M <m@e.x>'];
  const more = ['Depends: a (>= 1) | b,', ' c', 'Description: odd', ' long', ' .', '  more', ''];
  writeFileSync(join(root, 'DEBIAN/control'), [...control, ...more].join('\n'));
  output(
    'sh',
    [
      '-c',
      `set -e; mkdir -p a/${'long/'.repeat(40)}; echo x > a/one; ln a/one a/two; ln -s / a/root
       mkfifo a/pipe; : > "a/ blank"; printf x > "a/$(printf 'tab\\t\\\\ "')"
       printf y > "a/$(printf 'latin\\344')"; chmod 6755 a/one; touch -d @1 a/one`,
    ],
    { cwd: root },
  );
  output('dpkg-deb', [`-Z${compression}`, '--root-owner-group', '-b', root, `${root}.deb`]);
  return `${root}.deb`;
}

needs(...DEB.needs)('dpkg-deb and tar', () => {
  test('see the same in debs', async () => {
    const odd = ['gzip', 'xz', 'zstd', 'none'].map(unusualDeb);
    await expectTheSame(DEB, [await ourOwn(deb), ...odd, ...fromCache()]);
  });
});

needs('rpmbuild', ...RPM.needs)('rpm', () => {
  test('sees the same in rpms', async () => {
    await expectTheSame(RPM, builtRpms(rpmbuild(join(folder, 'rpm'), 'w6.xzdio')));
  });
});

needs(...APK.needs).test('apk and tar see the same in an apk', async () => {
  await expectTheSame(APK, [await ourOwn(apk)]);
});

needs(...ARCHLINUX.needs).test('pacman and tar see the same in its package', async () => {
  await expectTheSame(ARCHLINUX, [await ourOwn(archlinux)]);
});

/** The same ipk by a tar that writes a pax header before every member. */
function paxIpk(own: string): string {
  const parts = join(folder, 'pax');
  mkdirSync(parts);
  output('tar', ['-xf', own, '-C', parts]);
  const path = join(folder, 'pax.ipk');
  const members = ['debian-binary', 'control.tar.gz', 'data.tar.gz'].map((name) => `./${name}`);
  const time = '--pax-option=exthdr.name=%d/%f,mtime:=1.5';
  output('tar', ['--format=pax', time, '-czf', path, '-C', parts, ...members]);
  return path;
}

needs(...TARBALL.needs).test('tar sees the same in an ipk and a tarball', async () => {
  const own = await ourOwn(ipk);
  await expectTheSame(IPK, [own, paxIpk(own)]);
  await expectTheSame(TARBALL, [await ourOwn(tarball)]);
});

needs(...MSIX.needs).test('makemsix sees the same in an msix', async () => {
  await expectTheSame(MSIX, [await writeMsix(folder, EVERYTHING, EVERYTHING_FILES)]);
});
