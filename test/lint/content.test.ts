import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { ContentReader } from '../../src/lint/subject/content.ts';

function factsOf(text: string | Uint8Array, path = '/usr/bin/x', chunk = 7) {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const reader = new ContentReader(path);
  for (let at = 0; at < bytes.length; at += chunk) reader.take(bytes.subarray(at, at + chunk));
  return reader.facts();
}

const PLAIN = { isZip: false, hasPrivateKey: false, hasCarriageReturns: false };
const key = (kind: string, rest = 'MIIE') => `-----BEGIN ${kind}PRIVATE KEY-----\n${rest}\n`;

test.each([
  ['nothing', '', PLAIN],
  ['a script', '#! /bin/sh -e\nx\n', { ...PLAIN, shebang: '/bin/sh -e' }],
  [
    'a script from Windows',
    '#!/bin/sh\r\nx\r\n',
    { ...PLAIN, shebang: '/bin/sh', hasCarriageReturns: true },
  ],
  ['an archive', 'PK\x03\x04', { ...PLAIN, isZip: true }],
  ['a key', key(''), { ...PLAIN, hasPrivateKey: true }],
  [
    'a key of OpenSSH behind a certificate',
    `x\n${key('OPENSSH ')}`,
    { ...PLAIN, hasPrivateKey: true },
  ],
  ['a key with a password', key('ENCRYPTED '), PLAIN],
  ['an old key with a password', key('RSA ', 'Proc-Type: 4,ENCRYPTED'), PLAIN],
  ['a public key', '-----BEGIN PUBLIC KEY-----\nMIIE\n', PLAIN],
  ['the word alone', 'BEGIN PRIVATE KEY', PLAIN],
])('%s', (_, text, facts) => {
  expect(factsOf(text)).toEqual(facts);
  expect(factsOf(text, '/x', 1)).toEqual(facts);
});

test('the time in a gzip file', () => {
  const packed = gzipSync('x');
  packed.writeUInt32LE(1_700_000_000, 4);
  expect(factsOf(packed)).toMatchObject({ gzipTime: 1_700_000_000 });
});

test('an ELF file that ends too early', () => {
  expect(factsOf('\x7fELF', '/usr/bin/x', 2)).toMatchObject({ elf: 'damaged' });
});

test('the text of a unit, and of no other file', () => {
  expect(factsOf('[Unit]\n', '/usr/lib/systemd/system/x.service').text).toBe('[Unit]\n');
  expect(factsOf('[Unit]\n', '/usr/share/x.service').text).toBeUndefined();
});

test('a file without an end is not kept', () => {
  const reader = new ContentReader('/x');
  for (let i = 0; i < 100; i += 1) reader.take(new Uint8Array(1024 * 1024));
  expect(reader.isDone).toBe(true);
  expect(reader.facts()).toEqual(PLAIN);
});
