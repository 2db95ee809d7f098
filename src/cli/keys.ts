// Keys and passwords, as commands are given them.
import { resolve } from 'node:path';
import { JacoPkgError } from '../errors.ts';
import type { PublicKey, SecretKey } from '../minisign/index.ts';
import type { Io } from './io.ts';

export interface PublicKeyFlags {
  readonly pubkey: readonly string[];
  readonly publicKey: readonly string[];
}

/**
 * The public keys of `-p FILE` and `-P KEY`; several may be trusted at once.
 * @param otherwise the file to read when none is named
 */
export async function publicKeys(
  flags: PublicKeyFlags,
  io: Io,
  otherwise?: string,
): Promise<PublicKey[]> {
  const { parsePublicKeys, readPublicKeys } = await import('../minisign/index.ts');
  const given = flags.publicKey.flatMap((line) => parsePublicKeys(line, '-P'));
  const none = flags.pubkey.length === 0 && given.length === 0;
  const files = none && otherwise !== undefined ? [otherwise] : flags.pubkey;
  const read = await Promise.all(files.map((file) => readPublicKeys(resolve(io.cwd, file))));
  const keys = [...read.flat(), ...given];
  if (keys.length > 0) return keys;
  throw new JacoPkgError({
    code: 'usage',
    message: 'no public key is given',
    hint: 'name the file of one with -p, or the key itself with -P',
  });
}

/** The secret key in a file, or the text of one. */
export async function secretKey(given: string, io: Io): Promise<SecretKey> {
  const minisign = await import('../minisign/index.ts');
  const ask = () => password(io, 'Password of the secret key: ');
  if (!isKeyText(given)) return minisign.readSecretKey(resolve(io.cwd, given), ask);
  const isEncrypted = minisign.isEncryptedSecretKey(given);
  return minisign.parseSecretKey(given, isEncrypted ? await ask() : undefined);
}

/** The key that signs a release: the one given, or that of the environment; undefined for none. */
export async function signingKey(
  given: string | undefined,
  io: Io,
): Promise<SecretKey | undefined> {
  const key = given ?? io.env['MINISIGN_KEY'] ?? '';
  return key === '' ? undefined : secretKey(key, io);
}

/** A key is two lines, or the second of them alone: 212 characters of base64. */
function isKeyText(given: string): boolean {
  return given.includes('\n') || /^[A-Za-z0-9+/]{200,}=*$/.test(given);
}

/** The password in a variable of the environment, else from the terminal. */
export async function password(io: Io, question: string): Promise<string> {
  const variable = 'MINISIGN_PASSWORD';
  return passwordIn(variable, io) ?? askOnTerminal(io, question, `set ${variable}`);
}

/** A new password: asked for twice, unless it is in a variable. */
export async function newPassword(io: Io, variable: string): Promise<string> {
  const given = passwordIn(variable, io);
  if (given !== undefined) return given;
  const hint = `set ${variable}, or keep the key without a password, with -W`;
  const first = await askOnTerminal(io, 'New password: ', hint);
  const second = await askOnTerminal(io, 'The same again: ', hint);
  if (first === second) return first;
  throw new JacoPkgError({ code: 'key_password', message: 'the two passwords are not the same' });
}

/** An empty one is none: that is what a CI makes of a secret that is not there. */
function passwordIn(variable: string, io: Io): string | undefined {
  return io.env[variable] || undefined;
}

async function askOnTerminal(io: Io, question: string, hint: string): Promise<string> {
  if (io.askSecret) return io.askSecret(question);
  throw new JacoPkgError({
    code: 'key_password',
    message: 'a password is needed, and there is no terminal to ask for it',
    hint,
  });
}
