import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inspect } from '../../src/inspect/inspect.ts';
import { rpm } from '../../src/rpm/index.ts';
import { needs, scratchFolder } from '../support/tools.ts';
import { rpmbuild } from './gnomon.ts';
import { ENTRIES, written } from './sample.ts';

const folder = scratchFolder();

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

test('a wrong size of the payload, which rpm passes over, is noted', async () => {
  const bytes = await written(rpm);
  // Index entry of SIGTAG_PAYLOADSIZE: tag 1007, INT32, offset, one value.
  const entry = bytes.indexOf(Buffer.from('000003ef00000004', 'hex'));
  const count = bytes.readUInt32BE(96 + 8);
  bytes.writeUInt32BE(7, 96 + 16 + 16 * count + bytes.readUInt32BE(entry + 8));
  const { checks, notes } = await inspect(bytes);
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  expect(notes).toEqual([
    expect.stringMatching(/^the payload unpacks to \d+ bytes, where the header says 7$/),
  ]);
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
    const top = rpmbuild(join(folder, payload), payload);
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
