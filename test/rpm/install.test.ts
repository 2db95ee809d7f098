import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Entry } from '../../src/model/entry.ts';
import type { Package } from '../../src/model/package.ts';
import type { Source } from '../../src/model/segment.ts';
import { featureRelations } from '../../src/rpm/features.ts';
import { fileList } from '../../src/rpm/files.ts';
import { encodeHeader, IMMUTABLE_REGION } from '../../src/rpm/header.ts';
import { lead } from '../../src/rpm/lead.ts';
import { payload } from '../../src/rpm/payload.ts';
import { relationsOf } from '../../src/rpm/relations.ts';
import { signatureHeader } from '../../src/rpm/signature.ts';
import { entriesOf } from '../../src/rpm/tag-row.ts';
import { HEADER_TAGS } from '../../src/rpm/tags.ts';
import { bytesOf } from '../support/kit.ts';
import { dir, file, packageOf, script, symlink } from '../support/package.ts';
import { needs, run, scratchFolder } from '../support/tools.ts';
import { writeRpm } from './support.ts';

const none = packageOf('rpm').relations;
const BUSYBOX = '/usr/bin/busybox';

/** A shell for the scratch root, so that nothing has to be forced. */
function shell(folder: string): Promise<string> {
  const relations = { ...none, provides: ['/bin/sh'] };
  return writeRpm(folder, { name: 'shell', relations }, [
    file('/bin/busybox', readFileSync(BUSYBOX), { mode: 0o755 }),
    symlink('/bin/sh', 'busybox'),
  ]);
}

const NAMES = {
  pretrans: 'pretrans',
  pre: 'preinstall',
  post: 'postinstall',
  preun: 'preremove',
  postun: 'postremove',
  posttrans: 'posttrans',
} as const;

/** A package that writes down which of its scripts ran, and with what. */
function sundial(folder: string, version: string, conf: string, more: Entry<Source>[] = []) {
  const scripts = Object.fromEntries(
    Object.entries(NAMES).map(([word, name]) => [
      name,
      script(`#!/bin/sh -e\necho "${version} ${word} $1" >> /log\n`),
    ]),
  );
  const change: Partial<Package> = {
    version: { ...packageOf('rpm').version, epoch: '1', version },
    relations: { ...none, depends: ['/bin/sh', '(shell or bash)'] },
    scripts: { ...scripts, verify: script('echo verified\n') },
  };
  return writeRpm(folder, change, [
    file('/etc/sundial/kept.conf', conf, { role: 'config|noreplace', mode: 0o640 }),
    file('/etc/sundial/saved.conf', conf, { role: 'config' }),
    file('/etc/sundial/optional.conf', conf, { role: 'config|missingok' }),
    file('/usr/bin/sundial', `#!/bin/sh\necho ${version}\n`, { mode: 0o4755 }),
    file('/usr/share/doc/sundial/Sonnenuhr für später.txt', '', { role: 'doc', lang: 'de' }),
    dir('/usr/share', { implicit: true }),
    dir('/var/lib/sundial', { mode: 0o1770 }),
    symlink('/usr/bin/dial', 'sundial'),
    { ...file('/var/log/sundial', ''), type: 'ghost' },
    ...more,
  ]);
}

needs(
  'rpm',
  'busybox',
  'root',
)('rpm', () => {
  const folder = scratchFolder();
  const root = join(folder, 'root');
  const at = (path: string) => join(root, path);
  const read = (path: string) => readFileSync(at(path), 'utf8');
  const rpm = (...args: string[]) => {
    const outcome = run('rpm', ['--root', root, '--dbpath', '/var/lib/rpm', ...args]);
    // On Debian it recommends alien, each time.
    return { ...outcome, stderr: outcome.stderr.replace(/^rpm: (RPM should|However).*\n/gm, '') };
  };
  const quiet = { status: 0, stdout: '', stderr: '' };
  const log = () => {
    const lines = read('/log').trim().split('\n');
    rmSync(at('/log'));
    return lines;
  };

  beforeAll(async () => {
    mkdirSync(root);
    expect(rpm('--initdb')).toEqual(quiet);
    expect(rpm('-i', await shell(folder))).toEqual(quiet);
  });

  test('installs, with nothing forced', async () => {
    const path = await sundial(folder, '1.0', 'first\n', [file('/usr/share/sundial/old', 'old')]);
    expect(rpm('-i', path)).toEqual(quiet);
    expect(log()).toEqual(['1.0 pretrans 1', '1.0 pre 1', '1.0 post 1', '1.0 posttrans 1']);
    expect(read('/etc/sundial/kept.conf')).toBe('first\n');
    expect(statSync(at('/usr/bin/sundial')).mode & 0o7777).toBe(0o4755);
    expect(statSync(at('/usr/bin/dial')).mode & 0o7777).toBe(0o4755);
    expect(statSync(at('/etc/sundial/kept.conf')).mtimeMs).toBe(1_700_000_000_000);
    expect(existsSync(at('/var/log/sundial'))).toBe(false);
    expect(rpm('-q', '--requires', 'sundial').stdout).toContain('(shell or bash)');
    expect(rpm('-qf', '/usr/share').stdout).toContain('is not owned by any package');
    expect(rpm('-qf', '/var/lib/sundial').stdout).toBe('sundial-1.0-1.x86_64\n');
  });

  test('verifies it, and sees what was changed', () => {
    // That the ghost is not there is no fault.
    expect(rpm('-V', 'shell', 'sundial')).toEqual({ ...quiet, stdout: 'verified\n' });
    writeFileSync(at('/etc/sundial/kept.conf'), 'edited\n');
    writeFileSync(at('/etc/sundial/saved.conf'), 'edited\n');
    chmodSync(at('/usr/bin/sundial'), 0o755);
    rmSync(at('/etc/sundial/optional.conf'));
    const { status, stdout } = rpm('-V', 'sundial');
    expect(status).not.toBe(0);
    expect(stdout.trim().split('\n')).toEqual([
      'S.5....T.  c /etc/sundial/kept.conf',
      'S.5....T.  c /etc/sundial/saved.conf',
      '.M.......    /usr/bin/sundial',
      'verified',
    ]);
  });

  test('upgrades it, and keeps what was edited', async () => {
    const path = await sundial(folder, '2.0~rc1', 'second\n');
    expect(rpm('-U', path)).toMatchObject({ status: 0, stdout: '' });
    expect(log()).toEqual([
      '2.0~rc1 pretrans 2',
      '2.0~rc1 pre 2',
      '2.0~rc1 post 2',
      '1.0 preun 1',
      '1.0 postun 1',
      '2.0~rc1 posttrans 2',
    ]);
    expect(read('/etc/sundial/kept.conf')).toBe('edited\n');
    expect(read('/etc/sundial/kept.conf.rpmnew')).toBe('second\n');
    expect(read('/etc/sundial/saved.conf')).toBe('second\n');
    expect(read('/etc/sundial/saved.conf.rpmsave')).toBe('edited\n');
    expect(existsSync(at('/usr/share/sundial/old'))).toBe(false);
  });

  test('takes a release for newer than its candidate, and the candidate for older', async () => {
    const release = await sundial(folder, '2.0', 'second\n');
    expect(rpm('-U', release)).toMatchObject({ status: 0 });
    const candidate = await sundial(folder, '2.0~rc1', 'second\n');
    expect(rpm('-U', candidate).stderr).toContain('is already installed');
    log();
  });

  test('counts the epoch of what the package provides', async () => {
    const wants = (depends: string) =>
      writeRpm(folder, { name: 'wants', relations: { ...none, depends: [depends] } });
    expect(rpm('-i', '--test', await wants('sundial >= 1:2.0'))).toEqual(quiet);
    expect(rpm('-i', '--test', await wants('sundial >= 2:0')).stderr).toContain('is needed by');
    expect(rpm('-i', '--test', await wants('sundial < 1:2.0')).stderr).toContain('is needed by');
  });

  test('erases it, and keeps what was edited', () => {
    writeFileSync(at('/etc/sundial/saved.conf'), 'edited again\n');
    mkdirSync(at('/var/log'));
    writeFileSync(at('/var/log/sundial'), 'a ghost that came to be\n');
    expect(rpm('-e', 'sundial')).toMatchObject({ status: 0, stdout: '' });
    expect(log()).toEqual(['2.0 preun 0', '2.0 postun 0']);
    expect(existsSync(at('/usr/bin/sundial'))).toBe(false);
    expect(existsSync(at('/var/log/sundial'))).toBe(false);
    expect(existsSync(at('/var/lib/sundial'))).toBe(false);
    expect(read('/etc/sundial/saved.conf.rpmsave')).toBe('edited again\n');
  });

  test('runs a script with the program its first line names', async () => {
    const scripts = { postinstall: script('#!/bin/busybox ash -e\necho "$0" >> /log\nfalse\n') };
    const path = await writeRpm(folder, { name: 'other', scripts });
    const { stderr } = rpm('-i', path);
    expect(stderr).toContain('scriptlet failed');
    rpm('-e', 'other');
  });

  test('installs a package that is not compressed', async () => {
    const change = { name: 'plain', compression: { name: 'none' } } as const;
    const path = await writeRpm(folder, change, [file('/usr/share/plain', 'plain')]);
    expect(rpm('-i', path)).toEqual(quiet);
    expect(read('/usr/share/plain')).toBe('plain');
    expect(rpm('-e', 'plain')).toEqual(quiet);
  });

  test('moves a package with prefixes', async () => {
    const { rpm: options } = packageOf('rpm');
    const change = { name: 'nomad', rpm: { ...options, prefixes: ['/opt/nomad/'] } };
    const path = await writeRpm(folder, change, [file('/opt/nomad/bin/tent', 'tent')]);
    expect(rpm('-i', '--prefix', '/srv/camp', path)).toEqual(quiet);
    expect(read('/srv/camp/bin/tent')).toBe('tent');
    expect(rpm('-e', 'nomad')).toEqual(quiet);
  });

  test('installs from the stripped form that large files need', async () => {
    const path = join(folder, 'stripped.rpm');
    writeFileSync(path, await stripped());
    expect(rpm('-i', path)).toEqual(quiet);
    expect(read('/usr/share/sun/a')).toBe('hello');
    expect(read('/usr/share/sun/z')).toBe('x');
    expect(read('/usr/share/sun/link')).toBe('hello');
    expect(rpm('-V', 'sundial')).toEqual(quiet);
    expect(rpm('-e', 'sundial')).toEqual(quiet);
  });
});

/** A package written as if one of its files were over 4 GiB. */
async function stripped(): Promise<Buffer> {
  const pkg = packageOf('rpm');
  const entries = [
    file('/usr/share/sun/a', 'hello'),
    { ...file('/usr/share/sun/b', ''), type: 'ghost' as const },
    dir('/usr/share/sun'),
    symlink('/usr/share/sun/link', 'a'),
    file('/usr/share/sun/z', 'x'),
  ];
  const list = { ...fileList(entries), large: true };
  const archive = await bytesOf(payload(list));
  const hash = (algorithm: string, ...parts: Uint8Array[]) =>
    createHash(algorithm).update(Buffer.concat(parts));
  const digest = hash('sha256', archive).digest('hex');
  const relations = relationsOf(pkg);
  const features = featureRelations({ pkg, relations, files: list });
  const facts = {
    pkg: { ...pkg, compression: { name: 'none' as const } },
    relations: { ...relations, require: features },
    fileList: list,
    payload: { digest, plainDigest: digest },
  };
  const header = encodeHeader(IMMUTABLE_REGION, entriesOf(HEADER_TAGS, facts));
  const signature = signatureHeader({
    size: header.length + archive.length,
    payloadSize: archive.length,
    sha1: hash('sha1', header).digest('hex'),
    sha256: hash('sha256', header).digest('hex'),
    md5: hash('md5', header, archive).digest(),
  });
  return Buffer.concat([lead('sundial-1.2.3-1', 'x86_64'), signature, header, archive]);
}
