import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Stored } from '../../src/model/segment.ts';
import { pfxSigner } from '../../src/sign/pfx.ts';
import { noise } from '../support/samples.ts';
import { needs, output, run, scratchFolder } from '../support/tools.ts';
import { Authority, PUBLISHER, SUBJECT, writePfx } from './certificates.ts';
import { buildSigned } from './project.ts';

const PASSWORD = 'correct hörse';
const DAY = 86_400_000;

const folder = scratchFolder();

function settings(pfx: string, publisher = PUBLISHER) {
  return {
    name: 'com.example.sundial',
    contents: [
      { dst: '/app/sundial.exe', data: noise(150_000) },
      { dst: '/logo.png', data: noise(500) },
    ],
    msix: {
      publisher,
      properties: { logo: 'logo.png' },
      applications: [{ id: 'Sundial', executable: 'app/sundial.exe' }],
      signature: { pfx_file: pfx },
    },
  };
}

const make = (pfx: string, env: Record<string, string> = {}, publisher?: string) =>
  buildSigned('msix', folder, settings(pfx, publisher), { env });

const problem = (pfx: string, env: Record<string, string>, publisher?: string) =>
  make(pfx, env, publisher).then(
    () => 'no problem',
    (error) => error.problems[0],
  );

const verify = (path: string) =>
  run('osslsigncode', ['verify', '-CAfile', join(folder, 'authority.pem'), '-in', path]);

needs('openssl', 'osslsigncode')('a PFX file', () => {
  const authority = new Authority();
  const good = authority.issue();
  const env = { NFPM_MSIX_PASSPHRASE: PASSWORD };
  const write = (name: string, options: Partial<Parameters<typeof writePfx>[3]> = {}) =>
    writePfx(folder, name, good, { password: PASSWORD, more: authority.certificate, ...options });

  beforeAll(() => {
    writeFileSync(join(folder, 'authority.pem'), authority.certificate);
    write('modern');
    write('legacy', { args: ['-legacy'] });
    write('triple-des', { args: ['-certpbe', 'PBE-SHA1-3DES', '-keypbe', 'PBE-SHA1-3DES'] });
    write('open-certificates', { args: ['-certpbe', 'NONE', '-keypbe', 'AES-128-CBC'] });
    write('sha512', { args: ['-macalg', 'SHA512', '-iter', '5000'] });
    write('no-chain', { more: '' });
    write('no-password', { password: '' });
    write('no-key', { args: ['-nokeys'] });
    write('no-certificate', { args: ['-nocerts'], more: '' });
    writeFileSync(join(folder, 'text.pfx'), 'a text');
    writeFileSync(join(folder, 'empty.pfx'), '');
  });

  test.each([
    ['modern.pfx', env],
    ['legacy.pfx', env],
    ['triple-des.pfx', env],
    ['open-certificates.pfx', env],
    ['sha512.pfx', env],
    ['no-chain.pfx', env],
    ['modern.pfx', { NFPM_PASSPHRASE: PASSWORD }],
    ['no-password.pfx', {}],
  ])('signs what osslsigncode verifies: %s', async (name, variables) => {
    const { path } = await make(name, variables);
    const { status, stdout } = verify(path);
    expect(stdout).toContain('Signature verification: ok');
    expect(stdout).toContain('Signing time: Nov 14 22:13:20 2023 GMT');
    expect(status).toBe(0);
  });

  test('signs with the same bytes each time, whatever is in it beside the key', async () => {
    const made = [await make('modern.pfx', env), await make('legacy.pfx', env)];
    expect(made[0]?.sha256).toBe(made[1]?.sha256);
    // The authority is known already, or it is not trusted.
    expect((await make('no-chain.pfx', env)).sha256).toBe(made[0]?.sha256);
  });

  test.each(['app/sundial.exe', 'AppxBlockMap.xml', '[Content_Types].xml', 'AppxSignature.p7x'])(
    'makes osslsigncode refuse a flipped byte of %s',
    async (name) => {
      const { path } = await make('modern.pfx', env);
      const bytes = readFileSync(path);
      const at = bytes.indexOf(name) + name.length + 60;
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      writeFileSync(`${path}.flipped.msix`, bytes);
      expect(verify(`${path}.flipped.msix`).status).not.toBe(0);
    },
  );

  test('that is younger than the package signs as soon as it may', async () => {
    const young = authority.issue({ from: new Date('2024-02-29T12:00:00Z') });
    writePfx(folder, 'young', young, { password: PASSWORD });
    const { stdout } = verify((await make('young.pfx', env)).path);
    expect(stdout).toContain('Signing time: Feb 29 12:00:00 2024 GMT');
    expect(stdout).toContain('Signature verification: ok');
  });

  test('with a key of ECDSA signs as well', async () => {
    const at = (name: string) => join(folder, name);
    const subject = '/C=US/O=Dial, Works/CN=Sün Dial';
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-utf8'];
    const uses = [
      '-addext',
      'extendedKeyUsage=codeSigning',
      '-addext',
      'basicConstraints=CA:false',
    ];
    output('openssl', [
      ...['req', '-x509', ...curve, '-keyout', at('ec.k'), '-out', at('ec.c')],
      ...['-subj', subject, '-days', '9', ...uses],
    ]);
    const pair = {
      key: readFileSync(at('ec.k'), 'utf8'),
      certificate: readFileSync(at('ec.c'), 'utf8'),
    };
    writePfx(folder, 'ec', pair, { password: PASSWORD });
    const { path } = await make('ec.pfx', env);
    const { stdout } = run('osslsigncode', ['verify', '-CAfile', at('ec.c'), '-in', path]);
    expect(stdout).toContain('Signature verification: ok');
  });

  describe('that cannot sign', () => {
    const place = { key: 'msix.signature.pfx_file' };

    test.each([
      ['modern.pfx', {}, 'key_password', 'modern.pfx is locked, and there is no passphrase'],
      [
        'modern.pfx',
        { NFPM_MSIX_PASSPHRASE: 'wrong' },
        'key_password',
        'the passphrase in NFPM_MSIX_PASSPHRASE does not unlock modern.pfx',
      ],
      ['text.pfx', env, 'key_invalid', 'text.pfx is no PFX file'],
      ['empty.pfx', env, 'key_invalid', 'empty.pfx is no PFX file'],
      ['modern.pem', env, 'key_invalid', 'modern.pem is no PFX file'],
      ['no-key.pfx', env, 'key_invalid', 'no-key.pfx holds no key with its certificate'],
      [
        'no-certificate.pfx',
        env,
        'key_invalid',
        'no-certificate.pfx holds no key with its certificate',
      ],
      ['absent.pfx', env, 'key_unreadable', 'cannot read'],
    ])('%s with %j: %s', async (name, variables, code, message) => {
      const found = await problem(name, variables);
      expect(found).toMatchObject({ code, message: expect.stringContaining(message), place });
      expect(found.hint).not.toBe('');
      expect(JSON.stringify(found)).not.toContain(PASSWORD);
    });

    test.each([
      [
        'expired',
        { to: new Date(Date.now() - DAY), from: new Date(0) },
        /^the certificate in expired.pfx expired on /,
      ],
      [
        'early',
        { from: new Date(Date.now() + DAY) },
        /^the certificate in early.pfx is not valid before /,
      ],
      [
        'server',
        { purposes: ['serverAuth'] as const },
        /^the certificate in server.pfx is not for code signing$/,
      ],
    ])('%s', async (name, options, message) => {
      writePfx(folder, name, authority.issue(options), { password: PASSWORD });
      const found = await problem(`${name}.pfx`, env);
      expect(found).toMatchObject({
        code: 'key_invalid',
        place,
        message: expect.stringMatching(message),
      });
    });

    test('one of another publisher, told where that is set', async () => {
      const found = await problem('modern.pfx', env, 'CN=Moon Dial, C=US');
      expect(found).toMatchObject({
        code: 'key_invalid',
        message: 'the certificate in modern.pfx is not for the publisher "CN=Moon Dial, C=US"',
        place: { key: 'msix.publisher' },
      });
      expect(found.hint).toContain(JSON.stringify(PUBLISHER));
    });
  });

  test("can be somebody else's: a callback signs in its place", async () => {
    const passphrase = { variable: 'P', value: PASSWORD };
    const publisher = { name: PUBLISHER, place: {} };
    const origin = { file: 'modern.pfx', setting: '', place: {} };
    const bytes = readFileSync(join(folder, 'modern.pfx'));
    const now = Date.now() / 1000;
    const signer = await pfxSigner(bytes, { passphrase, time: 0, now, publisher }, origin);
    const forms: string[] = [];
    const ask = (answer: (data: Stored) => Promise<Uint8Array>) =>
      buildSigned('msix', folder, settings(''), {
        signers: {
          msix: {
            sign(data, { form }) {
              forms.push(form);
              return answer(data);
            },
          },
        },
      });
    const { path } = await ask((data) => signer.sign('authenticode', [data]));
    expect(verify(path).stdout).toContain('Signature verification: ok');
    expect(forms).toEqual(['authenticode']);
    await expect(ask(async () => Buffer.alloc(300, 0x30))).rejects.toMatchObject({
      code: 'signer_failed',
    });
  });

  test('without purposes is for any', async () => {
    writePfx(folder, 'any', authority.issue({ purposes: undefined }), { password: PASSWORD });
    expect(await problem('any.pfx', env)).toBe('no problem');
  });

  test('comes with the certificates between the authority and its own', async () => {
    const [first = '', second = ''] = [
      authority.issue(),
      new Authority().issue({ subject: SUBJECT }),
    ].map(({ certificate }) => certificate);
    const pair = { ...good, certificate: good.certificate };
    writePfx(folder, 'chain', pair, { password: PASSWORD, more: first + second });
    const { path } = await make('chain.pfx', env);
    const { stdout } = run('osslsigncode', [
      'verify',
      '-CAfile',
      join(folder, 'authority.pem'),
      '-in',
      path,
    ]);
    expect(stdout).toContain('Signature verification: ok');
    const signed = readFileSync(path).length;
    expect(signed).toBeGreaterThan(
      readFileSync((await make('modern.pfx', env)).path).length + 1000,
    );
  });
});
