import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Entry } from '../../src/model/entry.ts';
import type { Package } from '../../src/model/package.ts';
import type { Source } from '../../src/model/segment.ts';
import { dir, file, packageOf, script, symlink } from '../support/package.ts';
import { needs, output, run, scratchFolder } from '../support/tools.ts';
import { writeRpm } from './support.ts';

const BUSYBOX = '/usr/bin/busybox';
const none = packageOf('rpm').relations;

const relations = (change: Partial<Package['relations']>) => ({
  relations: { ...none, ...change },
});
const version = (epoch: string, text: string, prerelease = '') => ({
  version: { epoch, version: text, prerelease, metadata: '', release: '' },
});

needs(
  'dnf',
  'createrepo_c',
  'busybox',
)('dnf', () => {
  const folder = scratchFolder();
  const repo = join(folder, 'repo');
  const root = join(folder, 'root');
  const dnf = (...args: string[]) =>
    run('dnf', [
      '--quiet',
      '--disableplugin=*',
      '--releasever=1',
      `--installroot=${root}`,
      `--setopt=cachedir=${join(folder, 'cache')}`,
      '--setopt=reposdir=/dev/null',
      '--setopt=install_weak_deps=1',
      `--repofrompath=ours,${repo}`,
      '--nogpgcheck',
      '--assumeyes',
      ...args,
    ]);
  const lines = (...args: string[]) =>
    dnf('repoquery', ...args)
      .stdout.trim()
      .split('\n')
      .sort();

  beforeAll(async () => {
    mkdirSync(repo);
    mkdirSync(root);
    const add = (change: Partial<Package>, entries?: readonly Entry<Source>[]) =>
      writeRpm(repo, change, entries);
    await add({ name: 'shell', ...relations({ provides: ['/bin/sh'] }) }, [
      file('/bin/busybox', readFileSync(BUSYBOX), { mode: 0o755 }),
      symlink('/bin/sh', 'busybox'),
    ]);
    const scripts = { postinstall: script('echo "installed $1" >> /log\n') };
    const wants = {
      depends: ['gnomon >= 1:0.9', '(stone or wood)'],
      recommends: ['hat'],
      replaces: ['clock < 9'],
    };
    await add({ ...version('2', '1.0', 'rc1'), scripts, ...relations(wants) });
    await add({ ...version('2', '1.0'), scripts, ...relations(wants) }, [
      file('/usr/share/sundial/naïve café & <co>', 'XII'),
      dir('/var/lib/sundial'),
    ]);
    await add({ name: 'gnomon', arch: 'all', ...version('1', '0.9') });
    await add({ name: 'wood', arch: 'all' });
    await add({ name: 'hat', arch: 'all' });
    await add({ name: 'clock', arch: 'all', ...version('', '8.0') });
    output('createrepo_c', ['--quiet', repo]);
  });

  test('finds the packages, with their epochs', () => {
    expect(lines('--available', '--showduplicates', 'sundial')).toEqual([
      'sundial-2:1.0-1.x86_64',
      'sundial-2:1.0~rc1-1.x86_64',
    ]);
    expect(lines('--available', '--latest-limit=1', 'sundial')).toEqual(['sundial-2:1.0-1.x86_64']);
    expect(lines('--whatrequires', 'gnomon', '--latest-limit=1')).toEqual([
      'sundial-2:1.0-1.x86_64',
    ]);
    expect(lines('--list', '--latest-limit=1', 'sundial')).toEqual([
      '/usr/share/sundial/naïve café & <co>',
      '/var/lib/sundial',
    ]);
    expect(lines('--requires', '--latest-limit=1', 'sundial')).toEqual([
      '(stone or wood)',
      '/bin/sh',
      'gnomon >= 1:0.9',
    ]);
  });

  needs('root').test('installs one with all it needs, and the newest in place of others', () => {
    expect(dnf('install', 'clock', '--setopt=obsoletes=0')).toMatchObject({ status: 0 });
    expect(dnf('install', 'sundial-2:1.0~rc1')).toMatchObject({ status: 0 });
    expect(readFileSync(join(root, 'log'), 'utf8')).toBe('installed 1\n');
    const installed = lines('--installed', '--queryformat=%{name}');
    expect(installed).toEqual(['gnomon', 'hat', 'shell', 'sundial', 'wood']);
    expect(dnf('upgrade')).toMatchObject({ status: 0 });
    expect(lines('--installed', 'sundial')).toEqual(['sundial-2:1.0-1.x86_64']);
    expect(readFileSync(join(root, 'log'), 'utf8')).toBe('installed 1\ninstalled 2\n');
    expect(dnf('remove', 'sundial')).toMatchObject({ status: 0 });
    expect(existsSync(join(root, 'var/lib/sundial'))).toBe(false);
  });
});
