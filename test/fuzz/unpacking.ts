// The archive of a release, as an upgrade unpacks it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unpack } from '../../src/upgrade/unpack.ts';
import { tarApart } from './apart.ts';
import { scratch } from './scratch.ts';
import { packagesOf } from './seeds.ts';
import type { Target } from './target.ts';

const LIMITS = { maxBytes: 1024 * 1024, maxMembers: 100 };

export const unpacking: Target = {
  name: 'upgrade',
  seeds: async () => (await packagesOf('tarball')).filter((bytes) => bytes[0] === 0x1f),
  takeApart: tarApart,
  async read(input) {
    const path = join(scratch(), 'release.tar.gz');
    writeFileSync(path, input);
    const drain = async (chunks: AsyncIterable<Uint8Array>) => {
      for await (const _ of chunks);
    };
    const tarball = { path, name: 'release.tar.gz', limits: LIMITS };
    await unpack(tarball, new Map([['usr/bin/dial', drain]]));
  },
};
