// Signatures of any data, judged by the OpenPGP library, which had no part in making them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import * as openpgp from 'openpgp';
import { beforeAll, describe, expect, test } from 'vitest';
import { inMemory } from '../../src/model/segment.ts';
import type { Signer } from '../../src/model/signing.ts';
import { scratchFolder } from '../support/tools.ts';
import { signed } from './signers.ts';

const folder = scratchFolder();

describe.each([
  ['ed25519', { type: 'ecc', curve: 'ed25519Legacy' }],
  ['rsa', { type: 'rsa', rsaBits: 2048 }],
  ['ecdsa', { type: 'ecc', curve: 'nistP384' }],
] as const)('signatures with %s', (name, kind) => {
  let signer: Signer;
  let key: openpgp.Key;
  beforeAll(async () => {
    const user = { userIDs: { name }, date: new Date('2023-01-01'), ...kind };
    const { privateKey, publicKey } = await openpgp.generateKey({ ...user, format: 'armored' });
    writeFileSync(join(folder, name), privateKey);
    key = await openpgp.readKey({ armoredKey: publicKey });
    ({ signer } = await signed({ signature: { keyFile: name }, cwd: folder }));
  });

  /** Throws when a signature is not right. */
  const judge = async (signatures: readonly { readonly verified: Promise<true> }[]) => {
    expect(signatures).toHaveLength(1);
    await signatures[0]?.verified;
  };

  test('of any bytes, in any pieces', async () => {
    const pieces = fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(pieces, fc.nat(6), async (parts, stored) => {
        const data = parts.map((part, index) => (index < stored ? inMemory(part) : part));
        const made = await signer.sign('openpgp', data);
        const binary = new Uint8Array(Buffer.concat(parts));
        const signature = await openpgp.readSignature({ binarySignature: made });
        const message = await openpgp.createMessage({ binary });
        const given = { message, signature, verificationKeys: key };
        await judge((await openpgp.verify(given)).signatures);
      }),
      { numRuns: 40 },
    );
  });

  test('of any text', async () => {
    const units = fc.constantFrom('-', ' ', '\t', '\n', '\r\n', 'a', 'Hash: ', ':', 'ö', '€');
    const text = fc.string({ unit: units, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(text, async (given) => {
        const made = await signer.sign('openpgp-cleartext', [Buffer.from(given)]);
        const cleartextMessage = Buffer.from(made).toString();
        const message = await openpgp.readCleartextMessage({ cleartextMessage });
        const lines = given.replace(/\n$/, '').split('\n');
        expect(message.getText()).toBe(lines.map((line) => line.trimEnd()).join('\n'));
        await judge((await openpgp.verify({ message, verificationKeys: key })).signatures);
      }),
      { numRuns: 60 },
    );
  });
});
