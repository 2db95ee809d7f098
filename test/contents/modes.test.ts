import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { DefaultModes } from '../../src/model/recipe.ts';
import { scratchFolder } from '../support/tools.ts';
import { layOut, rows } from './disk.ts';

/** A checkout by somebody with an odd umask. */
const disk = layOut(join(scratchFolder(), 'disk'), {
  'app/': { mode: 0o2770 },
  'app/readme': { mode: 0o600 },
  'app/run': { mode: 0o711 },
  'app/su': { mode: 0o4711 },
  'tool.sh': { mode: 0o775 },
});

const contents = [
  { type: 'tree', src: 'app', dst: '/opt/app' },
  { src: 'tool.sh', dst: '/usr/bin/tool' },
  { src: 'tool.sh', dst: '/usr/bin/strict', mode: 0o500 },
  { type: 'dir', dst: '/var/lib/app' },
  { type: 'dir', dst: '/var/lib/own', mode: 0o700 },
  { dst: '/etc/from-memory', data: Buffer.from('x') },
] as const;

async function modes(change: DefaultModes | undefined): Promise<Record<string, string>> {
  const all = await rows(disk, contents, change ? { modes: change } : {});
  return Object.fromEntries(all.map((row) => [row.split(' ')[2] ?? '', row.slice(0, 4)]));
}

test('are those on disk by default', async () => {
  expect(await modes(undefined)).toMatchObject({
    '/opt/app/': '2770',
    '/opt/app/readme': '0600',
    '/opt/app/run': '0711',
    '/opt/app/su': '4711',
    '/usr/bin/tool': '0775',
    '/etc/from-memory': '0644',
  });
});

test('are the usual ones where there are such, but for explicit ones and parents', async () => {
  expect(await modes({ file: 0o640, executable: 0o750, dir: 0o751 })).toEqual({
    '/etc/': '0755',
    '/etc/from-memory': '0640',
    '/opt/': '0755',
    '/opt/app/': '0751',
    '/opt/app/readme': '0640',
    '/opt/app/run': '0750',
    // Set-id bits on disk are meant; they do not come from a umask.
    '/opt/app/su': '4750',
    '/usr/': '0755',
    '/usr/bin/': '0755',
    '/usr/bin/strict': '0500',
    '/usr/bin/tool': '0750',
    '/var/': '0755',
    '/var/lib/': '0755',
    '/var/lib/app/': '0751',
    '/var/lib/own/': '0700',
  });
});

test('may be given for files alone', async () => {
  expect(await modes({ file: 0o644 })).toMatchObject({
    '/opt/app/': '2770',
    '/opt/app/readme': '0644',
    '/opt/app/run': '0711',
  });
});
