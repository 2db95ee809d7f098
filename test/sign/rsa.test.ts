import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { needs, output, run, scratchFolder } from '../support/tools.ts';
import { signature } from './signers.ts';

const DATA = Buffer.from('the shadow falls on three');
const PASSPHRASE = 'correct horse';

const folder = scratchFolder();
const path = (name: string) => join(folder, name);

const ask = (keyFile: string, env: Record<string, string> = {}) =>
  signature({ format: 'apk', signature: { keyFile }, cwd: folder, env }, DATA, 'rsa-sha1');

const problem = (keyFile: string, env?: Record<string, string>) =>
  ask(keyFile, env).then(
    () => 'no problem',
    (error) => error.problems[0],
  );

needs('openssl')('an RSA key of openssl', () => {
  beforeAll(() => {
    const make = (name: string, command: string, ...args: string[]) =>
      output('openssl', [command, '-out', path(name), ...args]);
    make('pkcs8.pem', 'genrsa', '2048');
    make('pkcs1.pem', 'rsa', '-traditional', '-in', path('pkcs8.pem'));
    const lock = ['-aes256', '-passout', `pass:${PASSPHRASE}`];
    make('pkcs1-locked.pem', 'rsa', '-traditional', ...lock, '-in', path('pkcs8.pem'));
    make('pkcs8-locked.pem', 'rsa', ...lock, '-in', path('pkcs8.pem'));
    make('public.pem', 'rsa', '-pubout', '-in', path('pkcs8.pem'));
  });

  test.each([
    ['pkcs8.pem', {}],
    ['pkcs1.pem', { NFPM_APK_PASSPHRASE: 'not needed' }],
    ['pkcs1-locked.pem', { NFPM_APK_PASSPHRASE: PASSPHRASE }],
    ['pkcs8-locked.pem', { NFPM_PASSPHRASE: PASSPHRASE }],
    ['pkcs8-locked.pem', { NFPM_APK_PASSPHRASE: PASSPHRASE, NFPM_PASSPHRASE: 'of another key' }],
    ['pkcs8-locked.pem', { NFPM_APK_PASSPHRASE: '', NFPM_PASSPHRASE: PASSPHRASE }],
  ])('signs: %s with %j', async (name, env) => {
    for (const [form, hash] of [
      ['rsa-sha1', '-sha1'] as const,
      ['rsa-sha256', '-sha256'] as const,
    ]) {
      const request = { format: 'apk', signature: { keyFile: name }, cwd: folder, env } as const;
      const made = await signature(request, [DATA.subarray(0, 3), DATA.subarray(3)], form);
      writeFileSync(path('data'), DATA);
      writeFileSync(path('signature'), made);
      const check = ['-verify', path('public.pem'), '-signature', path('signature'), path('data')];
      expect(run('openssl', ['dgst', hash, ...check]).stdout).toBe('Verified OK\n');
    }
  });

  test.each(['pkcs1-locked.pem', 'pkcs8-locked.pem'])('needs its passphrase: %s', async (name) => {
    const place = { file: 'nfpm.yaml', key: 'apk.signature.key_file' };
    expect(await problem(name, { NFPM_DEB_PASSPHRASE: PASSPHRASE })).toEqual({
      code: 'key_password',
      place,
      message: `the key in ${name} is locked, and there is no passphrase`,
      hint: 'set NFPM_APK_PASSPHRASE or NFPM_PASSPHRASE',
    });
    expect(await problem(name, { NFPM_APK_PASSPHRASE: 'wrong' })).toEqual({
      code: 'key_password',
      place,
      message: `the passphrase in NFPM_APK_PASSPHRASE does not unlock the key in ${name}`,
      hint: 'set NFPM_APK_PASSPHRASE to the right one',
    });
  });

  test('stops when the build does', async () => {
    const controller = new AbortController();
    let chunks = 0;
    const endless = {
      size: Number.POSITIVE_INFINITY,
      async *chunks() {
        for (;;) {
          chunks += 1;
          if (chunks === 3) controller.abort(new Error('enough'));
          yield DATA;
        }
      },
    };
    const settings = { keyFile: 'pkcs8.pem' };
    const request = { format: 'apk', signature: settings, cwd: folder } as const;
    const made = signature({ ...request, signal: controller.signal }, endless, 'rsa-sha1');
    await expect(made).rejects.toThrow('enough');
    expect(chunks).toBe(3);
  });

  test('is no key for OpenPGP', async () => {
    const request = { signature: { keyFile: 'pkcs8.pem' }, cwd: folder };
    await expect(signature(request, DATA)).rejects.toMatchObject({ code: 'key_invalid' });
  });
});

describe('no RSA key', () => {
  const pem = { type: 'pkcs8', format: 'pem' } as const;
  const { privateKey: edwards } = generateKeyPairSync('ed25519');
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

  test.each([
    ['of another kind', edwards.export(pem), 'ed25519.pem holds a key of type ed25519'],
    ['a public one', publicKey.export({ type: 'spki', format: 'pem' }), 'is no private key in PEM'],
    ['a text', 'not a key', 'is no private key in PEM form'],
    ['nothing', '', 'is no private key in PEM form'],
  ])('is taken: %s', async (_, content, message) => {
    writeFileSync(path('ed25519.pem'), content);
    expect(await problem('ed25519.pem')).toMatchObject({
      code: 'key_invalid',
      place: { file: 'nfpm.yaml', key: 'apk.signature.key_file' },
      message: expect.stringContaining(message),
    });
  });

  test('is there', async () => {
    expect(await problem('missing.pem')).toMatchObject({
      code: 'key_unreadable',
      message: 'cannot read the key file missing.pem: there is no such file',
    });
  });
});
