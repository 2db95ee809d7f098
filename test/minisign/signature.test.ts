import { describe, expect, test } from 'vitest';
import { MAX_TRUSTED_BYTES, MAX_UNTRUSTED_BYTES } from '../../src/minisign/comment.ts';
import {
  defaultTrustedComment,
  encodeSignature,
  parseSignature,
} from '../../src/minisign/index.ts';
import { AUTHOR_SIGNATURES } from './fixtures.ts';

const text = AUTHOR_SIGNATURES.prehashed;
const [first = '', second = '', third = '', fourth = ''] = text.split('\n');
const join = (...lines: string[]) => lines.map((line) => `${line}\n`).join('');

describe('parseSignature', () => {
  test('reads what it says', () => {
    expect(parseSignature(text)).toMatchObject({
      keyId: 'E7620F1842B4E81F',
      isPrehashed: true,
      untrustedComment: 'signature from minisign secret key',
      trustedComment: 'timestamp:1556193335\tfile:test',
    });
    expect(parseSignature(AUTHOR_SIGNATURES.legacy).isPrehashed).toBe(false);
  });

  test.each(Object.values(AUTHOR_SIGNATURES))('writes it back the same', (each) => {
    expect(encodeSignature(parseSignature(each))).toBe(each);
    expect(encodeSignature(parseSignature(Buffer.from(each)))).toBe(each);
  });

  test('takes CR LF, no last line end, empty lines after it, and any untrusted comment', () => {
    const expected = parseSignature(text);
    for (const same of [text.replaceAll('\n', '\r\n'), text.trimEnd(), `${text}\r\n\n`]) {
      expect(parseSignature(same)).toEqual(expected);
    }
    const latin = Buffer.from(join('untrusted comment: \xe9', second, third, fourth), 'latin1');
    expect(parseSignature(latin)).toEqual({ ...expected, untrustedComment: '\xe9' });
    const longest = 'x'.repeat(MAX_UNTRUSTED_BYTES);
    parseSignature(join(`untrusted comment: ${longest}`, second, third, fourth));
  });

  test.each([
    ['nothing', '', 'the four lines'],
    ['one line', join(first), 'the four lines'],
    ['three lines', join(first, second, third), 'the four lines'],
    ['too much', 'x'.repeat(100_000), 'the four lines'],
    ['a fifth line', `${text}garbage\n`, 'a.minisig:5: the signature line follows the end'],
    ['two signatures', text + text, 'a.minisig:5: the signature line follows the end'],
    ['an empty line before it', `\n${text}`, 'a.minisig:1: the signature line does not start'],
    ['a byte order mark', `\ufeff${text}`, 'a.minisig:1: the signature line does not start'],
    ['no space in the prefix', text.replace('comment: ', 'comment:'), 'a.minisig:1: '],
    ['CR alone as line end', text.replaceAll('\n', '\r'), 'the four lines'],
    [
      'a long untrusted comment',
      text.replace('key\n', `${'y'.repeat(1000)}\n`),
      ':1: the signature line is too long',
    ],
    [
      'a cut signature',
      join(first, second.slice(4), third, fourth),
      'a.minisig:2: the signature line is not a signature in base64',
    ],
    ['no padding', join(first, second.slice(0, -1), third, fourth), 'a.minisig:2: '],
    ['unused bits', join(first, second.replace(/o=$/, 'p='), third, fourth), 'a.minisig:2: '],
    ['a space', join(first, `${second} `, third, fourth), 'a.minisig:2: '],
    ['the URL alphabet', join(first, second.replace('/', '_'), third, fourth), 'a.minisig:2: '],
    [
      'another algorithm',
      join(first, second.replace('RU', 'RX'), third, fourth),
      'unknown signature algorithm',
    ],
    ['no trusted comment', join(first, second, fourth, third), ':3: '],
    [
      'an escape in the trusted comment',
      join(first, second, `${third}\u001b`, fourth),
      ':3: the signature line has a control',
    ],
    [
      'a long trusted comment',
      join(first, second, third + 'x'.repeat(MAX_TRUSTED_BYTES), fourth),
      ':3: ',
    ],
    [
      'a cut global signature',
      join(first, second, third, fourth.slice(4)),
      ':4: the signature line is not a global',
    ],
  ])('refuses %s', (_, bad, message) => {
    expect(() => parseSignature(bad, 'a.minisig')).toThrow(
      expect.objectContaining({
        code: 'signature_malformed',
        message: expect.stringContaining(message),
      }),
    );
  });

  test('refuses a trusted comment that is not UTF-8', () => {
    const bad = Buffer.from(join(first, second, `${third}\xff`, fourth), 'latin1');
    expect(() => parseSignature(bad)).toThrow('3: the signature line is not UTF-8');
  });

  test('names every bad line at once', () => {
    expect(() => parseSignature('1\n2\n3\n4\n5\n')).toThrow(
      /^1: .*\n2: .*\n3: .*\n4: .*\n5: .*follows the end of the signature$/,
    );
  });
});

test('the default trusted comment names the file without its folder', () => {
  expect(defaultTrustedComment('out/SHA256SUMS', 5)).toBe('timestamp:5\tfile:SHA256SUMS\thashed');
});
