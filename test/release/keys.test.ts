import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { JacoPkgError } from '../../src/errors.ts';
import {
  encodePublicKey,
  parsePublicKey,
  parseSecretKey,
  type SecretKey,
} from '../../src/minisign/index.ts';
import { hintForUnknownKey } from '../../src/release/keys/hint.ts';
import { type RotateOptions, rotateKey } from '../../src/release/keys/rotate.ts';
import {
  encodeRotation,
  PUBLIC_KEY_FILE,
  parseRotations,
  ROTATIONS_FILE,
  rotationAfter,
} from '../../src/release/keys/rotation.ts';
import { assertSigner } from '../../src/release/keys/signer.ts';
import { releaseBase } from '../../src/release/locate.ts';
import { fixedKey } from '../minisign/fixtures.ts';
import { scratchFolder } from '../support/tools.ts';
import { inject } from '../upgrade/faulty-fs.ts';

const root = scratchFolder();
const [first, second, third, other] = [fixedKey(1), fixedKey(2), fixedKey(3), fixedKey(4)] as const;

async function listOfTwo(): Promise<string> {
  const one = await encodeRotation(first, second.publicKey, 'v1.1.0');
  return one + (await encodeRotation(second, third.publicKey, 'v1.3.0'));
}

const coded = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) });

describe('a list of changes', () => {
  test('leads from any key to the next', async () => {
    const rotations = parseRotations(await listOfTwo());
    const next = async (...from: SecretKey[]) =>
      (
        await rotationAfter(
          from.map(({ publicKey }) => publicKey),
          rotations,
        )
      )?.release;
    expect(await next(first)).toBe('v1.1.0');
    expect(await next(second)).toBe('v1.3.0');
    expect(await next(third)).toBeUndefined();
    expect(await next(other)).toBeUndefined();
    // Of two that are trusted the newer counts.
    expect(await next(first, second)).toBe('v1.3.0');
  });

  test('is not believed where the old key did not sign', async () => {
    const list = await listOfTwo();
    const forged = [
      list.replace('release:v1.1.0', 'release:v9.9.9'),
      list.replace(encodePublicKey(second.publicKey), encodePublicKey(other.publicKey)),
      await encodeRotation(
        { ...other, publicKey: { ...other.publicKey, keyId: first.publicKey.keyId } },
        other.publicKey,
        'v9.9.9',
      ),
    ];
    for (const text of forged) {
      expect(text).not.toBe(list);
      expect(await rotationAfter([first.publicKey], parseRotations(text))).toBeUndefined();
    }
  });

  test.each([
    ['a line less', (text: string) => text.replace(/^.*\n/, '')],
    ['no end', (text: string) => text.trimEnd()],
    ['something in place of a key', (text: string) => text.replace(/^RW.*$/m, 'RWx')],
    ['something in place of a signature', (text: string) => text.replace(/^RU.*$/m, 'RUx')],
  ])('is not one with %s', async (_, change) => {
    const list = await listOfTwo();
    expect(() => parseRotations(change(list), 'list')).toThrow(JacoPkgError);
  });

  test('fails with nothing but its own error, whatever it is', async () => {
    const lines = (await listOfTwo()).split('\n');
    const text = fc
      .array(fc.oneof(fc.constantFrom(...lines), fc.string({ maxLength: 8 })), { maxLength: 13 })
      .map((all) => all.join('\n'));
    fc.assert(
      fc.property(text, (each) => {
        try {
          expect(
            parseRotations(each)
              .map((rotation) => rotation.text)
              .join(''),
          ).toBe(each);
        } catch (error) {
          expect(error).toBeInstanceOf(JacoPkgError);
        }
      }),
    );
  });

  test('gives a hint, or says what to look for', async () => {
    const folder = mkdtempSync(join(root, 'hint-'));
    const hint = () => hintForUnknownKey(releaseBase(folder), [first.publicKey, other.publicKey]);
    const ids = `${first.publicKey.keyId} or ${other.publicKey.keyId}`;
    expect(await hint()).toBe(
      `if the key was changed, first install the last release by key ${ids}`,
    );
    writeFileSync(join(folder, ROTATIONS_FILE), 'garbage');
    expect(await hint()).toContain('first install the last release by key');
    writeFileSync(join(folder, ROTATIONS_FILE), await listOfTwo());
    expect(await hint()).toBe(
      `the key was changed: install release v1.1.0 first, which brings key ${second.publicKey.keyId}`,
    );
  });
});

describe('rotateKey', () => {
  let folder: string;
  let options: RotateOptions;
  const text = (name: string) => readFileSync(join(folder, name), 'utf8');

  beforeEach(() => {
    folder = mkdtempSync(join(root, 'rotate-'));
    writeFileSync(join(folder, PUBLIC_KEY_FILE), encodePublicKey(first.publicKey));
    options = {
      oldKey: first,
      newSecretFile: 'new.key',
      protection: 'none',
      publicKeyFile: PUBLIC_KEY_FILE,
      release: '1.1.0',
      cwd: folder,
    };
  });

  test('writes a pair, and the change that leads to it', async () => {
    const { newKey, oldKey } = await rotateKey(options);
    expect(oldKey).toEqual(first.publicKey);
    expect(parsePublicKey(text(PUBLIC_KEY_FILE))).toEqual(newKey);
    expect((await parseSecretKey(text('new.key'))).publicKey).toEqual(newKey);
    expect(
      await rotationAfter([first.publicKey], parseRotations(text(ROTATIONS_FILE))),
    ).toMatchObject({ newKey, release: '1.1.0' });
  });

  test('goes on where it was interrupted before the key was in place', async () => {
    const before = encodePublicKey(first.publicKey);
    await rotateKey(options);
    writeFileSync(join(folder, PUBLIC_KEY_FILE), before);
    const { newKey } = await rotateKey({ ...options, newSecretFile: 'another.key' });
    const rotations = parseRotations(text(ROTATIONS_FILE));
    expect(rotations.map((rotation) => rotation.newKey)).toEqual([newKey]);
  });

  test.each([
    ['another old key', { oldKey: second }, 'key_invalid', 'the old key is F000000000000002, but'],
    ['no public key', { publicKeyFile: 'none' }, 'key_unreadable', 'none: cannot read'],
    ['no version', { release: 'next' }, 'version_invalid', '"next"'],
    ['a name that is taken', { newSecretFile: PUBLIC_KEY_FILE }, 'target_conflict', 'exists'],
    ['no folder for the secret', { newSecretFile: 'no/key' }, 'target_unwritable', 'no such file'],
  ])('changes nothing when there is %s', async (_, change, code, message) => {
    await expect(rotateKey({ ...options, ...change })).rejects.toThrow(coded(code, message));
    expect(readdirSync(folder)).toEqual([PUBLIC_KEY_FILE]);
    expect(text(PUBLIC_KEY_FILE)).toBe(encodePublicKey(first.publicKey));
  });

  test('does all of it or nothing, at whatever step the disk has an error', async () => {
    const steps: string[] = [];
    const end = await inject({ at: 0, kind: 'none' }, (what) => steps.push(what));
    await rotateKey({ ...options, newSecretFile: 'trial.key' }).finally(end);
    expect(steps.length).toBeGreaterThan(8);
    for (const [index, step] of steps.entries()) {
      rmSync(folder, { recursive: true });
      mkdirSync(folder);
      writeFileSync(join(folder, PUBLIC_KEY_FILE), encodePublicKey(first.publicKey));
      const undo = await inject({ at: index + 1, kind: 'error' }, () => {});
      const error = await rotateKey(options)
        .then(
          () => undefined,
          (cause) => cause,
        )
        .finally(undo);
      if (error !== undefined) expect(error).toEqual(coded('target_unwritable'));
      // What it cannot remove has a name that the next run knows.
      const names = readdirSync(folder).filter((name) => !name.endsWith('.tmp'));
      const all = [PUBLIC_KEY_FILE, ROTATIONS_FILE, 'new.key'].sort();
      expect([step, names.sort()]).toEqual([step, error ? [PUBLIC_KEY_FILE] : all]);
      if (error) expect(text(PUBLIC_KEY_FILE)).toBe(encodePublicKey(first.publicKey));
    }
  });
});

describe('assertSigner', () => {
  let folder: string;
  const pathOf = (name: string) =>
    readdirSync(folder).includes(name) ? join(folder, name) : undefined;

  beforeEach(async () => {
    folder = mkdtempSync(join(root, 'signer-'));
    writeFileSync(join(folder, PUBLIC_KEY_FILE), encodePublicKey(third.publicKey));
    writeFileSync(join(folder, ROTATIONS_FILE), await listOfTwo());
  });

  test.each([
    ['v1.3.0', second, undefined],
    ['1.3.0', second, undefined],
    ['1.3.1', third, undefined],
    ['2.0.0', third, undefined],
    ['no version', third, undefined],
    ['1.3.0', third, 'is to be signed with key F000000000000002, the one before F000000000000003'],
    ['1.3.0', first, 'is to be signed with key F000000000000002'],
    ['1.3.1', second, 'is to be signed with key F000000000000003, as in release-pubkey.txt'],
    ['1.2.9', second, 'has key F000000000000003, which comes with v1.3.0, but this is 1.2.9'],
  ])('%s', async (version, key, message) => {
    const asserted = assertSigner(key.publicKey, version, pathOf);
    if (message === undefined) await asserted;
    else await expect(asserted).rejects.toThrow(coded('key_invalid', message));
  });

  test('has nothing to say without changes, or without a key to hold to', async () => {
    rmSync(join(folder, ROTATIONS_FILE));
    await assertSigner(third.publicKey, '1.0.0', pathOf);
    await expect(assertSigner(first.publicKey, '1.0.0', pathOf)).rejects.toThrow(
      coded('key_invalid'),
    );
    rmSync(join(folder, PUBLIC_KEY_FILE));
    await assertSigner(first.publicKey, '1.0.0', pathOf);
  });
});
