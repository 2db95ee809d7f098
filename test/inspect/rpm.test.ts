import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inspect } from '../../src/inspect/inspect.ts';
import { rpm } from '../../src/rpm/index.ts';
import { needs, output, scratchFolder } from '../support/tools.ts';
import { ENTRIES, written } from './sample.ts';

const folder = scratchFolder();

const SPEC = `Name: gnomon
Epoch: 2
Version: 1.0
Release: 3
Summary: A thing
License: MIT
Group: Tools
URL: https://gnomon.example
Vendor: Gnomon Works
Packager: G <g@gnomon.example>
Requires: bash >= 4
Recommends: foo
Conflicts: bar < 2
Obsoletes: baz <= 1
Provides: qux = 7
BuildArch: noarch
%description
Long text
second line
%install
mkdir -p %{buildroot}/opt/d %{buildroot}/etc
echo hello > %{buildroot}/opt/one
ln %{buildroot}/opt/one %{buildroot}/opt/two
ln -s one %{buildroot}/opt/link
head -c 300000 /dev/zero | tr '\\0' 'a' > %{buildroot}/opt/big
echo conf > %{buildroot}/etc/g.conf
: > %{buildroot}/opt/e1
ln %{buildroot}/opt/e1 %{buildroot}/opt/e2
%files
%attr(4755,root,adm) /opt/one
/opt/two
/opt/link
%caps(cap_net_raw=ep) /opt/big
/opt/e1
/opt/e2
%dir /opt/d
%config(noreplace) /etc/g.conf
%ghost /var/log/g.log
%post
echo post
%postun -p /sbin/ldconfig
%triggerin -- bash > 4
echo trig
%transfiletriggerin -- /usr/lib
cat
`;

describe('an rpm of our own', () => {
  test('is read back whole', async () => {
    const bytes = await written(rpm);
    const read = await inspect(bytes);
    expect(read).toMatchObject({
      format: 'rpm',
      size: bytes.length,
      compression: 'gzip',
      metadata: {
        name: 'sundial',
        version: '1.2.3-1',
        arch: 'x86_64',
        summary: 'Tells the time by daylight',
        vendor: 'Dial Works',
        license: 'MIT',
        buildTime: 1_700_000_000,
      },
      notes: [],
    });
    expect(read.relations.depends).toContain('clock');
    expect(read.relations.conflicts).toEqual(['moondial']);
    expect(read.checks.map(({ name, ok }) => [name, ok])).toEqual([
      ['header SHA-1', true],
      ['header SHA-256', true],
      ['header and payload MD5', true],
      ['payload SHA-256', true],
      ['unpacked payload SHA-256', true],
      ['header and payload size', true],
      ['unpacked payload size', true],
      ['file digests (sha256)', true],
    ]);
    expect(read.scripts.map(({ kind, name, interpreter }) => [kind, name, interpreter])).toEqual([
      ['preinstall', '%pre', '/bin/sh'],
      ['postremove', '%postun', '/bin/sh'],
    ]);
    const owned = ENTRIES.filter((entry) => entry.type !== 'dir' || !entry.implicit);
    expect(read.entries.map(({ path, type, mode }) => [path, type, mode]).sort()).toEqual(
      owned.map(({ path, type, mode }) => [path, type, mode]).sort(),
    );
  });
});

needs('rpmbuild')('rpmbuild', () => {
  test.each([
    ['none', 'w.ufdio'],
    ['gzip', 'w9.gzdio'],
    ['xz', 'w6.xzdio'],
    ['lzma', 'w6.lzdio'],
    ['bzip2', 'w9.bzdio'],
    ['zstd', 'w19.zstdio'],
  ])('packages with %s', async (compression, payload) => {
    const top = join(folder, payload);
    mkdirSync(top);
    writeFileSync(join(top, 'gnomon.spec'), SPEC);
    const define = ['_topdir', '_binary_payload', '_source_payload'].flatMap((name) => [
      '--define',
      `${name} ${name === '_topdir' ? top : payload}`,
    ]);
    output('rpmbuild', ['-ba', ...define, join(top, 'gnomon.spec')]);
    const read = await inspect(join(top, 'RPMS/noarch/gnomon-1.0-3.noarch.rpm'));
    expect(read).toMatchObject({
      format: 'rpm',
      compression,
      metadata: { version: '2:1.0-3', section: 'Tools', source: 'gnomon-1.0-3.src.rpm' },
      relations: { recommends: ['foo'], conflicts: ['bar < 2'], replaces: ['baz <= 1'] },
    });
    expect(read.relations.provides).toEqual([
      'config(gnomon) = 2:1.0-3',
      'gnomon = 2:1.0-3',
      'qux = 7',
    ]);
    expect(read.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(read.checks.at(-1)).toMatchObject({ name: 'file digests (sha256)', compared: 6 });
    expect(read.scripts).toEqual([
      { kind: 'postinstall', name: '%post', interpreter: '/bin/sh', text: 'echo post' },
      { kind: 'postremove', name: '%postun', interpreter: '/sbin/ldconfig', text: '' },
      {
        kind: 'trigger',
        name: '%triggerin -- bash > 4',
        interpreter: '/bin/sh',
        text: 'echo trig',
      },
      {
        kind: 'trigger',
        name: '%transfiletriggerin -- /usr/lib',
        interpreter: '/bin/sh',
        text: 'cat',
      },
    ]);
    const lines = read.entries.map((entry) => {
      const { path, type, mode, size, target, flags, group, capabilities } = entry;
      return [
        path,
        type,
        mode.toString(8),
        size,
        target,
        flags.join(),
        group,
        capabilities ?? '',
      ].join(' ');
    });
    expect(lines.sort()).toEqual(
      [
        '/etc/g.conf file 644 5  config,noreplace root ',
        '/opt/big file 644 300000   root cap_net_raw=ep',
        '/opt/d dir 755 0   root ',
        '/opt/e1 hardlink 644 0 /opt/e2  root ',
        '/opt/e2 file 644 0   root ',
        '/opt/link symlink 777 0 one  root ',
        '/opt/one hardlink 4755 6 /opt/two  adm ',
        '/opt/two file 644 6   root ',
        '/var/log/g.log ghost 0 0   root ',
      ].sort(),
    );
    const source = await inspect(join(top, 'SRPMS/gnomon-1.0-3.src.rpm'));
    expect(source).toMatchObject({
      format: 'srpm',
      entries: [{ path: '/gnomon.spec', type: 'file' }],
    });
    expect(source.checks.filter(({ ok }) => !ok)).toEqual([]);
  });
});
