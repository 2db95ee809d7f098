import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { armor, dearmor } from '../../src/sign/armor.ts';
import { passphraseFor, withoutPassphrases } from '../../src/sign/passphrase.ts';

/** A signature packet with anything for a body. */
const SIGNATURE = Uint8Array.from([0x88, 4, 4, 0, 22, 8]);

describe('armor', () => {
  test('is undone', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (bytes) => {
        expect(Uint8Array.from(dearmor(armor(bytes)) ?? [])).toEqual(bytes);
      }),
    );
  });

  test('is as RFC 9580 has it', () => {
    // With the checksum that gpg --enarmor gives these bytes.
    expect(armor(Buffer.from('the shadow falls on three, and on four, and so on'))).toBe(
      [
        '-----BEGIN PGP SIGNATURE-----',
        '',
        'dGhlIHNoYWRvdyBmYWxscyBvbiB0aHJlZSwgYW5kIG9uIGZvdXIsIGFuZCBzbyBv',
        'bg==',
        '=k33N',
        '-----END PGP SIGNATURE-----',
        '',
      ].join('\n'),
    );
  });

  test('may have headers, other line ends, text around it, and no checksum', () => {
    const [begin = '', blank = '', ...rest] = armor(SIGNATURE).split('\n');
    const lines = ['before', begin, 'Version: 1', 'Comment: two', blank, ...rest, 'after'];
    for (const text of [lines.join('\r\n'), lines.filter((line) => line[0] !== '=').join('\n')]) {
      expect(Uint8Array.from(dearmor(text) ?? [])).toEqual(SIGNATURE);
    }
  });

  test.each([
    '',
    '-----BEGIN PGP SIGNATURE-----',
    '-----BEGIN PGP MESSAGE-----\n\nAAAA\n-----END PGP MESSAGE-----\n',
  ])('is not in %j', (text) => {
    expect(dearmor(text)).toBeUndefined();
  });
});

describe('passphrases', () => {
  const env = { NFPM_DEB_PASSPHRASE: 'deb', NFPM_PASSPHRASE: 'all', NFPM_RPM_PASSPHRASE: '' };

  test.each([
    ['deb', 'NFPM_DEB_PASSPHRASE', 'deb'],
    ['rpm', 'NFPM_PASSPHRASE', 'all'],
    ['srpm', 'NFPM_PASSPHRASE', 'all'],
    ['archlinux', 'NFPM_PASSPHRASE', 'all'],
  ] as const)('of %s is in %s', (format, variable, value) => {
    expect(passphraseFor(format, env)).toEqual({ variable, value });
  });

  test('of a source rpm is that of the rpm', () => {
    const found = passphraseFor('srpm', { NFPM_RPM_PASSPHRASE: 'rpm', NFPM_SRPM_PASSPHRASE: 'no' });
    expect(found).toEqual({ variable: 'NFPM_RPM_PASSPHRASE', value: 'rpm' });
  });

  test('are taken out of a text', () => {
    const text = 'all deb PASS rpm';
    expect(withoutPassphrases(text, { ...env, MY_PASSPHRASE: 'PASS' })).toBe('*** *** PASS rpm');
  });
});
