import { describe, expect, test } from 'vitest';
import {
  context,
  integer,
  nothing,
  octets,
  oid,
  sequence,
  setOf,
  time,
} from '../../src/container/der.ts';
import { needs, run } from '../support/tools.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

test.each([
  [integer(0), '020100'],
  [integer(127), '02017f'],
  [integer(128), '02020080'],
  [integer(0x01010000), '020401010000'],
  [integer(0xffff), '020300ffff'],
  [oid('1.2.840.113549.1.7.2'), '06092a864886f70d010702'],
  [oid('2.5.29.37'), '0603551d25'],
  [nothing(), '0500'],
  [octets(Uint8Array.of(1, 2)), '04020102'],
  [sequence(), '3000'],
  [sequence(integer(1), nothing()), '30050201010500'],
  [setOf(integer(2), integer(1), sequence()), '31080201010201023000'],
  [context(0, integer(1)), 'a003020101'],
  [context(3), 'a300'],
  [time(1_700_000_000), '170d3233313131343232313332305a'],
  [time(2_600_000_000), '180f32303532303532323134313332305a'],
])('%#', (der, expected) => {
  expect(hex(der)).toBe(expected);
});

describe('lengths', () => {
  test.each([
    [127, '047f'],
    [128, '048180'],
    [255, '0481ff'],
    [256, '04820100'],
    [70_000, '0483011170'],
  ])('of %s bytes', (length, head) => {
    const der = octets(new Uint8Array(length));
    expect(hex(der.subarray(0, head.length / 2))).toBe(head);
    expect(der.length).toBe(head.length / 2 + length);
  });
});

needs('openssl').test('openssl reads it', () => {
  const der = sequence(
    oid('1.3.6.1.4.1.311.2.1.4'),
    context(0, setOf(integer(70_000), octets(new Uint8Array(300)))),
    time(1_700_000_000),
    time(2_600_000_000),
  );
  const { stdout, status } = run('openssl', ['asn1parse', '-inform', 'DER'], { input: der });
  expect(status).toBe(0);
  const lines = stdout.trim().split('\n');
  expect(
    lines.map((line) =>
      line
        .replace(/^.*?(?:prim|cons): /, '')
        .replace(/ +:/, ':')
        .trim(),
    ),
  ).toEqual([
    'SEQUENCE',
    'OBJECT:1.3.6.1.4.1.311.2.1.4',
    'cont [ 0 ]',
    'SET',
    'INTEGER:011170',
    expect.stringMatching(/^OCTET STRING/),
    'UTCTIME:231114221320Z',
    'GENERALIZEDTIME:20520522141320Z',
  ]);
});
