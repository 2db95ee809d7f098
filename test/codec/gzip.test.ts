import { expect, test } from 'vitest';
import { crc32, crc32Combine } from '../../src/codec/crc32.ts';
import { gzipSplicer } from '../../src/codec/gzip.ts';
import { Engines } from '../../src/codec/index.ts';
import type { Fragment } from '../../src/codec/splicer.ts';
import { type Segment, sizeOf } from '../../src/model/segment.ts';
import { bytesOf } from '../support/kit.ts';

/** Never asked for anything. */
const engines = new Engines(1);

function fragment(rawSize: number, check: number): Fragment {
  const nothing = { size: 0, chunks: () => (async function* () {})() };
  return { rawSize, check, data: nothing };
}

function trailer(segments: readonly Segment[]) {
  const last = segments.at(-1);
  if (!(last instanceof Uint8Array)) throw new TypeError('no trailer');
  const view = new DataView(last.buffer, last.byteOffset + last.length - 8);
  return { check: view.getUint32(0, true), length: view.getUint32(4, true) };
}

test('the header is the same for everyone: no name, no time, unknown OS', async () => {
  const headers = [1, 6, 9].map(async (level) => {
    const all = await bytesOf(gzipSplicer(level, engines).frame([]));
    return all.subarray(0, 10).toString('hex');
  });
  expect(await Promise.all(headers)).toEqual([
    '1f8b08000000000004ff',
    '1f8b08000000000000ff',
    '1f8b08000000000002ff',
  ]);
});

test('an empty stream is a whole member', async () => {
  const segments = gzipSplicer(6, engines).frame([]);
  expect(sizeOf(segments)).toBe(20);
  expect(trailer(segments)).toEqual({ check: 0, length: 0 });
});

test('beyond 4 GiB the length wraps (RFC 1952 section 2.3.1) and the CRC is that of all', () => {
  const zeros = (length: number) => {
    let [crc, done] = [0, 0];
    const mebibyte = crc32(new Uint8Array(2 ** 20));
    for (; done < length; done += 2 ** 20) crc = crc32Combine(crc, mebibyte, 2 ** 20);
    return crc;
  };
  const gibibyte = fragment(2 ** 30, zeros(2 ** 30));
  const rest = fragment(5, crc32(Buffer.from('tail\n')));
  const frame = gzipSplicer(6, engines).frame([
    gibibyte,
    gibibyte,
    gibibyte,
    gibibyte,
    gibibyte,
    rest,
  ]);
  expect(trailer(frame)).toEqual({
    check: crc32Combine(zeros(5 * 2 ** 30), rest.check, 5),
    length: 2 ** 30 + 5,
  });
});
