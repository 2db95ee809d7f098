import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Segment } from '../../src/model/segment.ts';
import type { SignatureForm } from '../../src/model/signing.ts';
import type { SignCallback, SignerOptions } from '../../src/sign/index.ts';
import { noise } from '../support/samples.ts';
import { needs, scratchFolder } from '../support/tools.ts';
import { GnuPg } from './gnupg.ts';
import { signature } from './signers.ts';

const DATA = noise(3_000_000);
const folder = scratchFolder();

/** A program in the folder. */
function program(name: string, script: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

const problem = (deb: SignerOptions, env: Record<string, string> = {}, form?: SignatureForm) =>
  signature({ signers: { deb }, cwd: folder, env }, DATA, form).then(
    () => 'no problem',
    (error) => error.problems?.[0] ?? error,
  );

needs('gpg')('a signer command', () => {
  const gpg = new GnuPg();
  beforeAll(() => {
    gpg.key('command', 'ed25519', 'sign');
  });

  test.each([
    ['binary', ['gpg', '--batch', '--detach-sign']],
    ['armored', ['gpg', '--batch', '--armor', '--detach-sign']],
  ])('signs, %s', async (_, command) => {
    const request = { signers: { deb: { command } }, cwd: folder, env: gpg.env };
    const made = await signature(request, [DATA.subarray(0, 1), DATA.subarray(1)]);
    expect(gpg.verify(made, DATA).stdout).toContain('[GNUPG:] VALIDSIG');
    expect(made[0]).toBeGreaterThan(0x7f);
  });

  test('signs a text', async () => {
    const command = ['gpg', '--batch', '--clear-sign'];
    const request = { signers: { deb: { command } }, env: gpg.env };
    const made = await signature(request, Buffer.from('one\n'), 'openpgp-cleartext');
    expect(gpg.verify(made).stdout).toContain('[GNUPG:] VALIDSIG');
    const detached = { deb: { command: ['gpg', '--batch', '--detach-sign'] } };
    await expect(
      signature({ signers: detached, env: gpg.env }, DATA, 'openpgp-cleartext'),
    ).rejects.toMatchObject({ code: 'signer_failed' });
  });

  test('must not sign twice over', async () => {
    program('twice', 'cat > data; gpg --batch -b < data; gpg --batch -b < data');
    expect(await problem({ command: ['./twice'] }, gpg.env)).toMatchObject({
      code: 'signer_failed',
      message: expect.stringMatching(/^the signer command twice gave \d+ bytes that are no such/),
    });
  });
});

describe('a signer command', () => {
  const place = { key: 'signers.deb.command' };

  test('knows what is asked for', async () => {
    program('asked', 'cat > data; echo "$JACO_PKG_FORMAT $JACO_PKG_SIGNATURE $OWN" > asked.txt');
    await problem({ command: ['./asked'] }, { OWN: 'kept' }, 'openpgp-cleartext');
    expect(readFileSync(join(folder, 'asked.txt'), 'utf8')).toBe('deb openpgp-cleartext kept\n');
    expect(readFileSync(join(folder, 'data')).equals(DATA)).toBe(true);
  });

  test.each([
    ['nowhere to be found', ['no-such-signer', '--pin=1234'], ' no-such-signer'],
    ['nowhere to be found', ['./no-such-signer'], ' no-such-signer'],
    ['a folder', ['/usr'], ' usr'],
    ['empty', [''], ''],
    ['nothing at all', [], ''],
  ])('that is %s is refused before anything is signed: %j', async (_, command, name) => {
    expect(await problem({ command })).toEqual({
      code: 'signer_failed',
      place,
      message: `the signer command${name} cannot be found`,
      hint: 'install it, or give the path of a program',
    });
  });

  test('that may not be run is refused', async () => {
    chmodSync(program('forbidden', 'exit 0'), 0o644);
    expect(await problem({ command: ['./forbidden'] })).toMatchObject({
      message: 'the signer command forbidden cannot be found',
    });
  });

  test.each([
    [
      'fails',
      'cat > /dev/null; echo no card >&2; exit 3',
      'failed with status 3',
      'it said: no card',
    ],
    ['fails without a word', 'cat > /dev/null; false', 'failed with status 1', 'it said nothing'],
    ['fails without reading', 'exit 2', 'failed with status 2', 'it said nothing'],
    ['is killed', 'cat > /dev/null; kill -9 $$', 'was ended by SIGKILL', 'it said nothing'],
    [
      'stops reading',
      'head -c 10 > /dev/null; echo something',
      'ended before it had read what to sign',
      'it said nothing',
    ],
    [
      'goes on and on',
      'cat > /dev/null; yes 2> /dev/null',
      'gave more than 1048576 bytes',
      'it said nothing',
    ],
  ])('that %s says so', async (_, script, what, hint) => {
    program('failing', script);
    expect(await problem({ command: ['./failing', '--pin=1234'] })).toEqual({
      code: 'signer_failed',
      place,
      message: `the signer command failing ${what}`,
      hint,
    });
  });

  test.each([
    ['prints nothing', ':', 'gave no signature'],
    ['prints a word', 'echo signed', 'gave 7 bytes that are no such signature'],
    [
      'prints an empty armor',
      "printf -- '-----BEGIN PGP SIGNATURE-----\\n\\n-----END PGP SIGNATURE-----\\n'",
      'gave',
    ],
  ])('that %s says so', async (_, script, what) => {
    program('failing', `cat > /dev/null; ${script}`);
    expect(await problem({ command: ['./failing'] })).toMatchObject({
      code: 'signer_failed',
      message: expect.stringContaining(`the signer command failing ${what}`),
      hint: 'it must give a detached OpenPGP signature, such as gpg --detach-sign makes',
    });
  });

  test('does not have its passphrases repeated', async () => {
    program('talking', 'cat > /dev/null; echo "wrong: $NFPM_DEB_PASSPHRASE" >&2; exit 1');
    const said = await problem({ command: ['./talking'] }, { NFPM_DEB_PASSPHRASE: 'hunter2' });
    expect(said).toMatchObject({ hint: 'it said: wrong: ***' });
  });

  test('that is not a program of this system says so', async () => {
    const path = program('strange', '');
    writeFileSync(path, Buffer.from('\x7fELF and nothing else'));
    expect(await problem({ command: ['./strange'] })).toMatchObject({
      code: 'signer_failed',
      message: expect.stringMatching(/^the signer command strange (cannot be run|failed)/),
    });
  });

  test('is ended when what it signs cannot be read', async () => {
    program('patient', 'trap "echo > ended; exit" TERM; cat > begun; sleep 30');
    const failing: Segment = {
      size: 20,
      async *chunks() {
        yield noise(10);
        while (!existsSync(join(folder, 'begun'))) await new Promise(setImmediate);
        throw new Error('it shrank');
      },
    };
    const made = signature({ signers: { deb: { command: ['./patient'] } }, cwd: folder }, failing);
    await expect(made).rejects.toThrow('it shrank');
    expect(existsSync(join(folder, 'ended'))).toBe(true);
  });

  test('is fed many small pieces without a warning of too many listeners', async () => {
    const warnings: Error[] = [];
    const listener = (warning: Error) => warnings.push(warning);
    process.on('warning', listener);
    program('counting', 'wc -c > count; exit 1');
    const pieces = Array.from({ length: 100 }, () => noise(10));
    const signers = { deb: { command: ['./counting'] } };
    await expect(signature({ signers, cwd: folder }, pieces)).rejects.toThrow('status 1');
    process.off('warning', listener);
    expect(readFileSync(join(folder, 'count'), 'utf8').trim()).toBe('1000');
    expect(warnings).toEqual([]);
  });

  test('is ended when the build is', async () => {
    const controller = new AbortController();
    program('slow', 'echo > started; exec sleep 30');
    const signers = { deb: { command: ['./slow'] } };
    const made = signature({ signers, cwd: folder, signal: controller.signal }, DATA);
    const timer = setInterval(() => {
      if (existsSync(join(folder, 'started'))) controller.abort(new Error('enough'));
    }, 10);
    await expect(made).rejects.toThrow('enough');
    clearInterval(timer);
  });
});

describe('a sign callback', () => {
  const place = { key: 'signers.deb.sign' };
  const RSA = noise(256);

  test('gets the data, as often as it wants, and what it is for', async () => {
    const seen: unknown[] = [];
    const sign: SignCallback = async (data, request) => {
      for (let round = 0; round < 2; round += 1) {
        const parts: Uint8Array[] = [];
        for await (const chunk of data.chunks()) parts.push(chunk);
        seen.push(Buffer.concat(parts).equals(DATA), data.size);
      }
      seen.push(request);
      return RSA;
    };
    const request = { format: 'apk', signers: { apk: { sign } } } as const;
    expect(await signature(request, DATA, 'rsa-sha256')).toEqual(RSA);
    const asked = { format: 'apk', name: 'sundial', form: 'rsa-sha256' };
    expect(seen).toEqual([true, DATA.length, true, DATA.length, asked]);
  });

  test('that throws says so', async () => {
    const cause = new Error('the service is away');
    const fail = () => {
      throw cause;
    };
    const error: unknown = await signature({ signers: { deb: { sign: fail } } }, DATA).catch(
      (thrown) => thrown,
    );
    expect(error).toMatchObject({
      cause,
      problems: [
        {
          code: 'signer_failed',
          place,
          message: 'the sign callback for deb failed: the service is away',
        },
      ],
    });
    expect(await problem({ sign: () => Promise.reject('no') })).toMatchObject({
      message: 'the sign callback for deb failed: no',
    });
  });

  test.each([
    ['nothing', new Uint8Array(), 'gave no signature'],
    ['an empty text', '', 'gave no signature'],
    ['undefined', undefined as unknown as Uint8Array, 'gave no signature'],
    ['something else', 'signed', 'gave 6 bytes that are no such signature'],
  ])('that gives %s is refused', async (_, given, what) => {
    expect(await problem({ sign: () => given })).toEqual({
      code: 'signer_failed',
      place,
      message: `the sign callback for deb ${what}`,
      hint: 'it must give a detached OpenPGP signature, such as gpg --detach-sign makes',
    });
  });

  test.each([
    ['short', noise(64)],
    ['long', noise(4096)],
    ['a text', 'f'.repeat(256)],
  ])('for apk that gives what is %s is refused', async (_, given) => {
    const request = { format: 'apk', signers: { apk: { sign: () => given } } } as const;
    await expect(signature(request, DATA, 'rsa-sha1')).rejects.toMatchObject({
      code: 'signer_failed',
    });
  });
});
