import { createHash } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { GENERATION } from '../../src/cache/splicer.ts';
import { Compressors } from '../../src/ingest/compressors.ts';
import type { Codec } from '../../src/model/codec.ts';
import { noise, prose } from '../support/samples.ts';

const compressors = new Compressors(1);
afterAll(() => compressors.close());

const CODECS: readonly Codec[] = [
  { name: 'gzip', level: 6 },
  { name: 'gzip', level: 9 },
  { name: 'xz', level: 0 },
  { name: 'xz', level: 6 },
  { name: 'zstd', level: 3 },
  { name: 'zstd', level: 19 },
];

test('compressors make the bytes of this generation: where one makes others, raise GENERATION', async () => {
  const sample = Buffer.concat([prose(30_000), noise(10_000), prose(30_000, 'more')]);
  const made: Record<string, string> = {};
  for (const codec of CODECS) {
    const compressed = await compressors
      .splicerOf(codec)
      ?.compress(new Uint8Array(sample), new Uint8Array(prose(5000, 'before')));
    const digest = createHash('sha256').update(compressed?.bytes ?? '');
    made[`${codec.name}:${codec.name === 'none' ? '' : codec.level}`] = digest.digest('hex');
  }
  expect({ GENERATION, ...made }).toMatchInlineSnapshot(`
    {
      "GENERATION": 3,
      "gzip:6": "9cdac8ec11916d5c05f109b45061c4a5c7bee6bb6e1d189feaa29053fc49bf04",
      "gzip:9": "164d90173ccd164f789222f6b46c8b7cc0695928fb526034d9f6dd52ec140cbd",
      "xz:0": "1c9a60829cefe9cb656251c38c955cae389237756a4cb70b664f71707da295e3",
      "xz:6": "bf45c071b72bf5f67757122187d296d5d1351585991ddc0aa007fd0fa90b7c9f",
      "zstd:19": "5a8a503ffd9afcc2c30aae4e5331282b3deb41258d5ba7dccfb36d86de5a1c2e",
      "zstd:3": "0996c4d08ec6455357a9b08b67c2ae0f095e66275a07e4e247f6cfa27b346fb7",
    }
  `);
});
