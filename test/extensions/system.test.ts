import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { extensionsFrom } from '../../src/extensions/index.ts';
import { FORMAT_NAMES } from '../../src/model/package.ts';
import { scratchFolder } from '../support/tools.ts';
import { complaints, extended } from './support.ts';

const folder = scratchFolder();
writeFileSync(join(folder, 'users.conf'), 'u app -\n');

describe('units, users and folders', () => {
  const input = {
    systemd: [{ unit: 'app.service' }],
    sysusers: 'users.conf',
    tmpfiles: { data: 'd /run/app\n' },
  } as const;

  test.each(FORMAT_NAMES)('of a %s', async (format) => {
    const { contents, helpers = {} } = await extended(input, format, { cwd: folder });
    const isInstalled = !['msix', 'tarball'].includes(format);
    expect(contents.map(({ dst, mode }) => [dst, mode])).toEqual(
      isInstalled
        ? [
            ['/usr/lib/sysusers.d/sundial.conf', 0o644],
            ['/usr/lib/tmpfiles.d/sundial.conf', 0o644],
          ]
        : [],
    );
    expect('postinstall' in helpers).toBe(isInstalled);
    expect('postupgrade' in helpers).toBe(format === 'apk' || format === 'archlinux');
    expect(helpers.preinstall?.code.includes('u app -\n') ?? false).toBe(isInstalled);
  });

  test('only need the scripts that there is something to do in', async () => {
    const { helpers } = await extended({ tmpfiles: { data: '' } }, 'deb');
    expect(Object.keys(helpers ?? {})).toEqual(['postinstall']);
    expect((await extended({ systemd: [] })).helpers).toBeUndefined();
  });

  test('that make no sense are refused together', async () => {
    const systemd = [
      { unit: 'a.service' },
      { unit: 'a.service' },
      { unit: 'u.service', user: true, start: true },
      { unit: 't@.service', start: true },
      { unit: 't@one.service', start: true },
    ];
    expect(await complaints(() => extended({ systemd }))).toEqual([
      'systemd[1].unit: a.service is here twice (leave one of them out)',
      'systemd[2].start: u.service is a unit of the users (it is their service managers that start it)',
      'systemd[3].start: t@.service is a template (name an instance of it to start, as in app@one.service)',
    ]);
  });

  test('a unit that the package does not bring is told of', () => {
    const { warningsFor } = extensionsFrom({
      systemd: [
        { unit: 'here.service' },
        { unit: 'one@two.service' },
        { unit: 'one@two.example.org.service' },
        { unit: 'mine.service', user: true },
        { unit: 'gone@x.timer' },
      ],
    });
    const entries = [
      '/lib/systemd/system/here.service',
      '/usr/lib/systemd/system/one@.service',
      '/usr/lib/systemd/system/mine.service',
    ].map((path) => ({
      type: 'symlink' as const,
      path,
      target: '/dev/null',
      mode: 0o777,
      owner: 'root',
      group: 'root',
      mtime: 0,
      place: {},
    }));
    expect(warningsFor('deb', entries)).toEqual([
      {
        code: 'unit_missing',
        message: 'the package brings no mine.service',
        place: { key: 'systemd[3].unit' },
        hint: 'put mine.service into /usr/lib/systemd/user',
      },
      {
        code: 'unit_missing',
        message: 'the package brings no gone@x.timer',
        place: { key: 'systemd[4].unit' },
        hint: 'put gone@.timer into /usr/lib/systemd/system',
      },
    ]);
    expect(warningsFor('tarball', [])).toEqual([]);
  });
});
