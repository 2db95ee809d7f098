import { type ErrorProblem, formatProblem, JacoPkgError, throwIfAny } from '../errors.ts';
import type { Package, SignatureOptions } from '../model/package.ts';
import type { KeyKind, Signer } from '../model/signing.ts';
import { callbackSigner } from './callback.ts';
import { commandSigner } from './command.ts';
import { readKeyFile } from './key-file.ts';
import { openPgpSigner } from './openpgp.ts';
import type { Signers } from './options.ts';
import { type Environment, passphraseFor, sectionOf } from './passphrase.ts';
import type { Origin } from './problem.ts';
import { rsaSigner } from './rsa.ts';
import { signerFor } from './settings.ts';

export interface SigningOptions {
  readonly signers?: Signers | undefined;
  readonly env: Environment;
  /** Absolute folder that relative paths start at. */
  readonly cwd: string;
  readonly signal?: AbortSignal | undefined;
}

/** A package whose settings are those of `withSignature`. */
export interface Signable {
  readonly pkg: Package;
  readonly kind: KeyKind | undefined;
}

/**
 * The signers of all packages that are to be signed, every key read, unlocked and checked.
 * @throws JacoPkgError with every problem found, each once
 */
export async function loadSigners(
  packages: readonly Signable[],
  options: SigningOptions,
): Promise<ReadonlyMap<Package, Signer>> {
  const signers = new Map<Package, Signer>();
  const problems = new Map<string, ErrorProblem>();
  for (const { pkg, kind } of packages) {
    if (!pkg.signature || !kind) continue;
    try {
      signers.set(pkg, await loadSigner(pkg, pkg.signature, kind, options));
    } catch (error) {
      if (!(error instanceof JacoPkgError)) throw error;
      for (const problem of error.problems) problems.set(formatProblem(problem), problem);
    }
  }
  throwIfAny([...problems.values()]);
  return signers;
}

function loadSigner(
  pkg: Package,
  signature: SignatureOptions,
  kind: KeyKind,
  options: SigningOptions,
): Promise<Signer> | Signer {
  const { env, cwd, signal } = options;
  const asked = signerFor(pkg.format, options.signers);
  if (asked?.sign) return callbackSigner(asked.sign, pkg, signal);
  if (asked?.command) return commandSigner(asked.command, pkg.format, { env, cwd, signal });
  return keySigner(pkg, signature, kind, options);
}

async function keySigner(
  pkg: Package,
  { keyFile, keyId }: SignatureOptions,
  kind: KeyKind,
  { signers, env, cwd }: SigningOptions,
): Promise<Signer> {
  const origin = originOf(pkg, keyFile, signerFor(pkg.format, signers)?.keyFile !== undefined);
  const passphrase = passphraseFor(pkg.format, env);
  const bytes = await readKeyFile(origin, cwd);
  if (kind === 'rsa') return rsaSigner(bytes, passphrase, origin);
  // Only to tell whether a key has expired.
  const now = Math.floor(Date.now() / 1000);
  const isRpm = sectionOf(pkg.format) === 'rpm';
  return openPgpSigner(bytes, { keyId, passphrase, time: pkg.time, now, isRpm }, origin);
}

function originOf({ format, locate }: Package, file: string, isAsked: boolean): Origin {
  if (isAsked) {
    const setting = `signers.${format}.keyFile`;
    return { file, setting, place: { key: setting } };
  }
  const setting = `${sectionOf(format)}.signature.key_file`;
  return { file, setting, place: locate(setting) };
}
