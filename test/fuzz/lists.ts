// Keys, signatures and lists that vouch for a release, and a release itself.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSignature } from '../../src/container/openpgp.ts';
import { readKeys } from '../../src/inspect/signatures/keys.ts';
import { verifySignatures } from '../../src/inspect/signatures/verify.ts';
import {
  encodePublicKey,
  encodeSecretKey,
  encodeSignature,
  parsePublicKeys,
  parseSecretKey,
  parseSignature,
  sign,
  verify,
} from '../../src/minisign/index.ts';
import { parseManifest } from '../../src/release/set/read-manifest.ts';
import { readSums, writeSums } from '../../src/release/sums.ts';
import { verifyRelease } from '../../src/release/verify.ts';
import { parseOpenPgpKeys } from '../../src/sign/openpgp-file.ts';
import { fixedKey } from '../minisign/fixtures.ts';
import { makeRelease, writeSigned } from '../release/make-release.ts';
import { textApart } from './apart.ts';
import { corpus } from './corpus.ts';
import { mutateBytes } from './mutate.ts';
import { scratch } from './scratch.ts';
import type { Target } from './target.ts';

const KEY = fixedKey(7);
const FILES = { 'a.deb': 'a', 'b c.rpm': 'b', 'sub/ß.apk': 'c' };
const HEX = 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb';
const SUMS_WORDS = ['  ', ' *', '\\', '\\n', '../', '/', 'a.deb', `${HEX}  a.deb`, HEX, '\r', '\0'];

/** Text of a signed list: the signature is made anew for each input. */
const sums: Target = {
  name: 'sums',
  seeds: async () => [
    Buffer.from(writeSums(['a.deb', 'b\\c', 'd\ne'].map((name) => ({ name, sha256: HEX })))),
  ],
  takeApart: textApart(SUMS_WORDS),
  async read(input) {
    readSums(input, 'SHA256SUMS');
  },
};

let release: string | undefined;

const verifying: Target = {
  name: 'verify',
  seeds: async () => [Buffer.from(writeSums([{ name: 'a.deb', sha256: HEX }]))],
  takeApart: textApart(SUMS_WORDS),
  async read(input) {
    if (release === undefined) {
      release = join(scratch(), 'release');
      mkdirSync(release);
      await makeRelease(release, FILES, KEY);
    }
    await writeSigned(release, input.toString('latin1'), KEY);
    await verifyRelease(release, { keys: [KEY.publicKey] });
  },
};

const MINISIGN_WORDS = [
  ...['untrusted comment: ', 'trusted comment: ', 'RWQ', 'RUQ', '=', '====', '\r', 'A'.repeat(100)],
];

const minisign: Target = {
  name: 'minisign',
  async seeds() {
    const signature = encodeSignature(await sign(Buffer.from('data'), KEY, { trusted: 'x' }));
    const texts = [signature, encodePublicKey(KEY.publicKey), await encodeSecretKey(KEY, 'none')];
    return texts.map((text) => Buffer.from(text));
  },
  takeApart: textApart(MINISIGN_WORDS),
  async read(input) {
    const tasks = [
      async () => {
        const signature = parseSignature(input, 'x.minisig');
        await verify(Buffer.from('data'), signature, [KEY.publicKey], { file: 'x.minisig' });
      },
      async () => void parsePublicKeys(input, 'x.pub'),
      async () => void (await parseSecretKey(input, undefined, 'x.key')),
    ];
    await allOf(tasks);
  },
};

const ORIGIN = { place: { file: 'nfpm.yaml' }, setting: 'deb.signature.key_file', file: 'key' };
let trusted: ReturnType<typeof readKeys> | undefined;

const openpgp: Target = {
  name: 'openpgp',
  seeds: async () => [...corpus('signatures'), ...corpus('keys')],
  takeApart(input) {
    const text = input.toString('latin1');
    const [, head = '', base64 = '', tail = ''] =
      /^([\s\S]*-----BEGIN PGP (?:SIGNATURE|PUBLIC KEY BLOCK)-----\n\n)([A-Za-z0-9+/=\n]+?)(\n=[\s\S]*)$/.exec(
        text,
      ) ?? [];
    if (base64 === '') return textApart(['-----', '- ', 'Hash: SHA256', '='])(input);
    // Without the checksum, which may be left out.
    const end = tail.replace(/^\n=.{4}/, '');
    return {
      parts: [{ mutate: mutateBytes, bytes: Buffer.from(base64, 'base64') }],
      join: ([bytes = input]) => Buffer.from(`${head}${bytes.toString('base64')}${end}`, 'latin1'),
    };
  },
  async read(input) {
    trusted ??= readKeys(
      ['rsa2048.asc', 'ed25519.gpg'].map((name) => `test/fuzz/corpus/keys/${name}`),
    );
    const keys = await trusted;
    const file = join(scratch(), 'key.asc');
    writeFileSync(file, input);
    readSignature(input);
    const claim = {
      name: 'x',
      form: 'openpgp' as const,
      signature: async () => input,
      data: () =>
        (async function* () {
          yield Buffer.from('data\n');
        })(),
    };
    await allOf([
      async () => void (await verifySignatures([claim], keys)),
      async () => void (await readKeys([file])),
      async () => void (await parseOpenPgpKeys(input, ORIGIN)),
    ]);
  },
};

const manifest: Target = {
  name: 'manifest',
  seeds: async () => [
    Buffer.from(JSON.stringify({ kind: 'x', product: {}, artifacts: [], files: [] }, null, 1)),
  ],
  takeApart: textApart([
    '{',
    '[',
    ']',
    '}',
    '"',
    ',',
    'null',
    '1e999',
    '"__proto__": 1',
    '\\u0000',
  ]),
  async read(input) {
    parseManifest(input, 'release.json');
  },
};

/** Runs all; throws the first error that is not one of ours, else the first. */
async function allOf(tasks: readonly (() => Promise<void>)[]): Promise<void> {
  const errors: unknown[] = [];
  for (const task of tasks) await task().catch((error) => errors.push(error));
  const isOurs = (error: unknown) => error instanceof Error && error.name === 'JacoPkgError';
  const strange = errors.find((error) => !isOurs(error));
  if (errors.length > 0) throw strange ?? errors[0];
}

export const lists: readonly Target[] = [sums, verifying, minisign, openpgp, manifest];
