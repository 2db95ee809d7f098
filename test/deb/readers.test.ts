import { lstatSync, mkdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { debArchive, debMembers } from '../../src/deb/layout.ts';
import { bytesOf, memoryKit } from '../support/kit.ts';
import { dir, file, script, symlink } from '../support/package.ts';
import { needs, output, run, scratchFolder } from '../support/tools.ts';
import { type DebPlan, debPackage, withParents, writeDeb } from './make-deb.ts';

const folder = scratchFolder();
const long = `/opt/${'long/'.repeat(30)}name`;

const plan: DebPlan = {
  arch: 'all',
  description: 'Tells the time by daylight\n\nNot at night.',
  relations: { depends: ['tzdata'], provides: ['clock (= 2)'] },
  scripts: { postinstall: script('#!/bin/sh\n') },
};
const entries = withParents([
  file('/etc/sundial.conf', 'latitude = 52\n', { role: 'config' }),
  file('/usr/bin/sundial', 'the sun\n', { mode: 0o755 }),
  symlink('/usr/bin/dial', long),
  file(long, 'long\n'),
  file('/usr/share/sundial/naïve café', 'ü\n'),
  dir('/var/lib/sundial', { mode: 0o700 }),
]);

needs('dpkg-deb')('dpkg-deb', () => {
  test('prints the control file', async () => {
    const path = await writeDeb(folder, plan, entries);
    expect(output('dpkg-deb', ['--field', path, 'Package', 'Version', 'Depends'])).toBe(
      'Package: sundial\nVersion: 1.2.3\nDepends: tzdata\n',
    );
    const info = output('dpkg-deb', ['--info', path]);
    expect(info).toMatch(/ new Debian package, version 2\.0\./);
    expect(info).toMatch(/conffiles/);
    expect(info).toMatch(/\* {2}postinst +#!\/bin\/sh/);
  });

  test('extracts', async () => {
    const path = await writeDeb(folder, plan, entries);
    const into = join(folder, 'extracted');
    output('dpkg-deb', ['--raw-extract', path, into]);
    expect(readFileSync(join(into, long), 'utf8')).toBe('long\n');
    expect(readFileSync(join(into, 'usr/share/sundial/naïve café'), 'utf8')).toBe('ü\n');
    expect(readlinkSync(join(into, 'usr/bin/dial'))).toBe(long);
    expect(lstatSync(join(into, 'var/lib/sundial')).mode & 0o777).toBe(0o700);
    output('md5sum', ['--check', '--strict', 'DEBIAN/md5sums'], { cwd: into });
  });

  test('reads a package that is not compressed', async () => {
    const path = await writeDeb(folder, { ...plan, compression: { name: 'none' } }, entries);
    expect(output('ar', ['t', path])).toBe('debian-binary\ncontrol.tar.gz\ndata.tar\n');
    expect(output('dpkg-deb', ['--contents', path])).toContain('./usr/share/sundial/naïve café');
  });

  test('repacks it to the same files and fields', async () => {
    const path = await writeDeb(folder, plan, entries);
    const into = join(folder, 'repacked');
    output('dpkg-deb', ['--raw-extract', path, into]);
    output('dpkg-deb', ['--root-owner-group', '--build', into, `${into}.deb`]);
    expect(output('dpkg-deb', ['--field', `${into}.deb`])).toBe(
      output('dpkg-deb', ['--field', path]),
    );
    const list = (deb: string) =>
      output('dpkg-deb', ['--contents', deb])
        .split('\n')
        .filter((line) => !line.endsWith(' ./'));
    expect(list(`${into}.deb`).sort()).toEqual(list(path).sort());
  });
});

needs('busybox')('busybox dpkg-deb', () => {
  test('lists it', async () => {
    const path = await writeDeb(folder, plan, entries);
    const listed = output('busybox', ['dpkg-deb', '-c', path]);
    for (const entry of entries) expect(listed).toContain(` .${entry.path}`);
    expect(output('busybox', ['dpkg-deb', '-f', path])).toMatch(/^Package: sundial$/m);
  });
});

needs('apt-get')('apt', () => {
  test('installs it from a file, with what it depends on', async () => {
    const clock = await writeDeb(
      folder,
      { ...plan, relations: { depends: ['zone (>= 1)'] } },
      entries,
    );
    const zone = await writeDeb(folder, { arch: 'all', name: 'zone' }, []);
    for (const each of ['lists/partial', 'archives/partial', 'etc']) {
      mkdirSync(join(folder, each), { recursive: true });
    }
    writeFileSync(join(folder, 'status'), '');
    const options = [
      `Dir::State=${folder}`,
      `Dir::State::status=${join(folder, 'status')}`,
      `Dir::Cache=${folder}`,
      `Dir::Etc=${join(folder, 'etc')}`,
      'APT::Sandbox::User=',
    ].flatMap((option) => ['-o', option]);
    const said = output('apt-get', [...options, '--simulate', 'install', clock, zone]);
    expect(said).toMatch(/^Inst zone \(1\.2\.3 local-deb \[all\]\)$/m);
    expect(said).toMatch(/^Conf sundial \(1\.2\.3 local-deb \[all\]\)$/m);
    const alone = run('apt-get', [...options, '--simulate', 'install', clock]);
    expect(alone.stdout + alone.stderr).toMatch(/sundial : Depends: zone \(>= 1\)/);
  });
});

needs('gdebi', 'root')('gdebi', () => {
  test('reads it, and offers to install it', async () => {
    const path = await writeDeb(folder, { ...plan, relations: {} }, entries);
    const said = output('gdebi', ['--quiet', path], { input: 'n\n' });
    expect(said).toContain(' Not at night.');
    expect(said).toContain('Do you want to install the software package?');
  });
});

needs('debsig-verify', 'gpg')('debsig-verify', () => {
  test('verifies a signature over the members', async () => {
    const home = join(folder, 'gnupg');
    mkdirSync(home, { mode: 0o700 });
    const gpg = (args: string[], input?: Uint8Array) =>
      output('gpg', ['--homedir', home, '--batch', '--quiet', ...args], input ? { input } : {});
    gpg(['--passphrase', '', '--quick-generate-key', 'sun@dial.example', 'ed25519', 'sign', '0']);
    const [, id = ''] =
      /^fpr:+[0-9A-F]{24}([0-9A-F]{16}):/m.exec(gpg(['--with-colons', '-K'])) ?? [];
    gpg(['--output', join(folder, 'keyring.gpg'), '--export', id]);

    const pkg = debPackage(plan);
    const members = await debMembers(pkg, entries, memoryKit);
    const signed = await bytesOf(members.flatMap(({ body }) => body));
    const signature = gpg(['--armor', '--detach-sign', '--output', '-'], signed);
    const body = [new TextEncoder().encode(signature)];
    const origin = { name: '_gpgorigin', mtime: pkg.time, body };
    const path = join(folder, 'signed.deb');
    const bytes = await bytesOf(debArchive(pkg, [...members, origin]));
    writeFileSync(path, bytes);
    output('dpkg-deb', ['--info', path]);

    for (const each of ['policies', 'keyrings'])
      mkdirSync(join(folder, each, id), { recursive: true });
    output('cp', [join(folder, 'keyring.gpg'), join(folder, 'keyrings', id)]);
    writeFileSync(join(folder, 'policies', id, 'test.pol'), policy(id));
    const verify = () =>
      run('debsig-verify', [
        '--policies-dir',
        join(folder, 'policies'),
        '--keyrings-dir',
        join(folder, 'keyrings'),
        path,
      ]);
    expect(verify()).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/Verified package/),
    });
    bytes[200] = (bytes[200] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    expect(verify().status).not.toBe(0);
  });
});

function policy(id: string): string {
  const required = `<Required Type="origin" File="keyring.gpg" id="${id}"/>`;
  return `<?xml version="1.0"?>
<!DOCTYPE Policy SYSTEM "https://www.debian.org/debsig/1.0/policy.dtd">
<Policy xmlns="https://www.debian.org/debsig/1.0/">
  <Origin Name="test" id="${id}" Description="test"/>
  <Selection>${required}</Selection>
  <Verification MinOptional="0">${required}</Verification>
</Policy>
`;
}
