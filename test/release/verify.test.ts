import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { JacoPkgError } from '../../src/errors.ts';
import { publicKeyLine, readPublicKeys } from '../../src/minisign/index.ts';
import { type VerifyReleaseOptions, verifyRelease } from '../../src/release/verify.ts';
import { fixedKey } from '../minisign/fixtures.ts';
import { needs, output, scratchFolder } from '../support/tools.ts';
import { makeRelease, writeSigned } from './make-release.ts';
import { serve, serveBytes } from './server.ts';

const key = fixedKey(21);
const other = fixedKey(22);
const FILES = { 'jaco_1.2.3_amd64.deb': 'deb', 'jaco-v1.2.3.tar.gz': 'tar', 'doc/a b': 'text' };
const NAMES = ['doc/a b', 'jaco-v1.2.3.tar.gz', 'jaco_1.2.3_amd64.deb'];

const root = scratchFolder();

async function release(): Promise<string> {
  const folder = mkdtempSync(join(root, 'release-'));
  await makeRelease(folder, FILES, key);
  return folder;
}

function verified(place: string, options: Partial<VerifyReleaseOptions> = {}) {
  return verifyRelease(place, { keys: [key.publicKey], env: {}, ...options });
}

/** The messages of a refusal, which is always of the one code. */
async function refusal(place: string, options: Partial<VerifyReleaseOptions> = {}) {
  const error = await verified(place, options).catch((cause) => cause);
  if (!(error instanceof JacoPkgError)) throw error;
  expect(new Set(error.problems.map(({ code }) => code))).toEqual(
    new Set(['upgrade_verification_failed']),
  );
  return error.problems.map(({ message }) => message);
}

const files: (folder: string) => RequestListener = (folder) => (request, answer) => {
  try {
    answer.end(readFileSync(join(folder, decodeURIComponent(request.url ?? ''))));
  } catch {
    answer.writeHead(404).end();
  }
};

describe('a release', () => {
  test('is verified in a folder, by a path or an address', async () => {
    const folder = await release();
    const seen: string[] = [];
    for (const place of [folder, pathToFileURL(folder).href, join(folder, 'SHA256SUMS')]) {
      const result = await verified(place, { onFile: ({ name }) => seen.push(name) });
      expect(result).toMatchObject({
        key: key.publicKey,
        trustedComment: 'file:SHA256SUMS',
        isAll: true,
      });
      expect(result.files.map(({ name }) => name)).toEqual(NAMES);
      expect(result.files.map(({ size }) => size)).toEqual([4, 3, 3]);
    }
    expect(seen).toEqual([...NAMES, ...NAMES, ...NAMES]);
  });

  test('is verified on the web, where nobody knows what else there is', async () => {
    const folder = await release();
    writeFileSync(join(folder, 'more'), '');
    const base = await serve(files(folder));
    const result = await verified(base);
    expect(result).toMatchObject({ base, isAll: false });
    expect(result.files).toHaveLength(3);
  });

  test('tells which of several trusted keys signed it', async () => {
    const folder = await release();
    const keys = [other.publicKey, key.publicKey];
    expect((await verified(folder, { keys })).key).toEqual(key.publicKey);
  });
});

describe('one artifact', () => {
  test('is verified without the others', async () => {
    const folder = await release();
    rmSync(join(folder, 'jaco-v1.2.3.tar.gz'));
    writeFileSync(join(folder, 'more'), '');
    const result = await verified(join(folder, 'jaco_1.2.3_amd64.deb'));
    expect(result).toMatchObject({ isAll: false, files: [{ name: 'jaco_1.2.3_amd64.deb' }] });
    const base = await serve(files(folder));
    expect((await verified(`${base}doc%2Fa%20b`)).files).toMatchObject([{ name: 'doc/a b' }]);
    expect((await verified(`${base}jaco_1.2.3_amd64.deb`)).files).toHaveLength(1);
  });

  test('that the list does not name is refused', async () => {
    const folder = await release();
    writeFileSync(join(folder, 'more'), '');
    expect(await refusal(join(folder, 'more'))).toEqual([
      'more is not in SHA256SUMS, so it is not of this release',
    ]);
  });

  test('that was changed is refused', async () => {
    const folder = await release();
    writeFileSync(join(folder, 'jaco_1.2.3_amd64.deb'), 'worse');
    expect(await refusal(join(folder, 'jaco_1.2.3_amd64.deb'))).toEqual([
      expect.stringContaining('jaco_1.2.3_amd64.deb is not the file that was released'),
    ]);
  });
});

describe('refused, with everything that is wrong', () => {
  test('files that are missing, wrong, linked away or not of the release', async () => {
    const folder = await release();
    rmSync(join(folder, 'jaco_1.2.3_amd64.deb'));
    writeFileSync(join(folder, 'jaco-v1.2.3.tar.gz'), 'worse');
    writeFileSync(join(root, 'text'), 'text');
    rmSync(join(folder, 'doc/a b'));
    symlinkSync(join(root, 'text'), join(folder, 'doc/a b'));
    writeFileSync(join(folder, 'doc/more'), '');
    expect(await refusal(folder)).toEqual([
      expect.stringContaining('a link that leads out of the folder'),
      expect.stringMatching(/^jaco-v1.2.3.tar.gz is not the file that was released: .{40,}/),
      'jaco_1.2.3_amd64.deb is missing',
      'doc/more is not in SHA256SUMS, so it is not of this release',
    ]);
  });

  test.each<[string, (folder: string) => unknown, string]>([
    ['no list', (folder) => rmSync(join(folder, 'SHA256SUMS')), 'has no SHA256SUMS,'],
    ['no signature', (folder) => rmSync(join(folder, 'SHA256SUMS.minisig')), 'nobody vouches'],
    ['another list', (folder) => writeFileSync(join(folder, 'SHA256SUMS'), 'x'), 'does not belong'],
    [
      'another key',
      (folder) => makeRelease(folder, FILES, other),
      `is by key ${other.publicKey.keyId}; trusted keys: ${key.publicKey.keyId}`,
    ],
    [
      'a key that goes by the name of a trusted one',
      (folder) => {
        const { keyId } = key.publicKey;
        return makeRelease(folder, FILES, { ...other, publicKey: { ...other.publicKey, keyId } });
      },
      'does not belong',
    ],
    [
      'the signature of another file',
      async (folder) => {
        await makeRelease(join(folder, 'else'), { x: 'y' }, key);
        const signature = readFileSync(join(folder, 'else/SHA256SUMS.minisig'));
        writeFileSync(join(folder, 'SHA256SUMS.minisig'), signature);
      },
      'does not belong',
    ],
    [
      'another trusted comment',
      (folder) => {
        const path = join(folder, 'SHA256SUMS.minisig');
        writeFileSync(path, readFileSync(path, 'utf8').replace('file:', 'FILE:'));
      },
      'the trusted comment is not the one that was signed',
    ],
    [
      'a signature that is none',
      (folder) => writeFileSync(join(folder, 'SHA256SUMS.minisig'), 'x'),
      'not the four lines',
    ],
    [
      'a signature without an end',
      (folder) => writeFileSync(join(folder, 'SHA256SUMS.minisig'), 'x'.repeat(20_000)),
      'more than 16384 bytes',
    ],
    [
      'a list that leads out',
      (folder) => writeSigned(folder, `${'0'.repeat(64)}  ../../etc/passwd\n`, key),
      'outside the folder of the list',
    ],
    [
      'a list with an absolute path',
      (folder) => writeSigned(folder, `${'0'.repeat(64)}  /etc/passwd\n`, key),
      'the absolute path /etc/passwd',
    ],
    [
      'a list that names a file twice',
      (folder) => writeSigned(folder, `${'0'.repeat(64)}  a\n${'1'.repeat(64)}  a\n`, key),
      'names the file of line 1 again',
    ],
  ])('%s', async (_, spoil, message) => {
    const folder = await release();
    await spoil(folder);
    expect(await refusal(folder)).toEqual([expect.stringContaining(message)]);
    if (message === 'has no SHA256SUMS,') return;
    // Nothing but list and signature is asked for before they are found good; but when the key is
    // not known, what tells of a change of key, by one that is.
    const more = message.startsWith('is by key') ? ['/release-pubkey.rotations'] : [];
    const asked: (string | undefined)[] = [];
    const base = await serve((request, answer) => {
      asked.push(request.url);
      files(folder)(request, answer);
    });
    await refusal(base);
    expect(asked).toEqual(['/SHA256SUMS', '/SHA256SUMS.minisig', ...more]);
  });

  test('a place where there is nothing', async () => {
    expect(await refusal(join(root, 'none'))).toEqual([
      expect.stringContaining('has no SHA256SUMS'),
    ]);
    const base = await serve((_, answer) => answer.writeHead(404).end());
    expect(await refusal(`${base}v1`)).toEqual([expect.stringContaining('has no SHA256SUMS')]);
  });

  test('a file that is larger than is taken, a server that breaks off', async () => {
    expect(await refusal(await release(), { maxBytes: 3 })).toEqual([
      expect.stringContaining('doc/a b: it has more than 3 bytes'),
    ]);
    const base = await serveBytes((socket) =>
      socket.on('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nfour')),
    );
    expect(await refusal(base)).toEqual([expect.stringContaining('broke after 4 bytes')]);
  });

  test('but an interruption is none', async () => {
    const signal = AbortSignal.abort(new RangeError('enough'));
    await expect(verified(await release(), { signal })).rejects.toThrow('enough');
  });
});

needs('minisign', 'sha256sum')('what others make and check', () => {
  test('is what is verified here', async () => {
    const cwd = mkdtempSync(join(root, 'theirs-'));
    mkdirSync(join(cwd, 'r'));
    writeFileSync(join(cwd, 'r/a b'), 'one');
    writeFileSync(join(cwd, 'r/back\\slash'), 'two');
    output('sh', ['-c', 'cd r && sha256sum * > SHA256SUMS'], { cwd });
    output('minisign', ['-G', '-W', '-p', 'k.pub', '-s', 'k.key'], { cwd });
    output('minisign', ['-S', '-s', 'k.key', '-m', 'r/SHA256SUMS'], { cwd });
    const keys = await readPublicKeys(join(cwd, 'k.pub'));
    const { files, trustedComment } = await verified(join(cwd, 'r'), { keys });
    expect(files.map(({ name }) => name)).toEqual(['a b', 'back\\slash']);
    expect(trustedComment).toMatch(/^timestamp:\d+\tfile:SHA256SUMS\thashed$/);
  });

  test('holds for what the tests make', async () => {
    const cwd = await release();
    output('minisign', ['-V', '-P', publicKeyLine(key.publicKey), '-m', 'SHA256SUMS'], { cwd });
    output('sha256sum', ['-c', '--strict', 'SHA256SUMS'], { cwd });
  });
});
