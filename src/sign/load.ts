import { type ErrorProblem, formatProblem, JacoPkgError, throwIfAny } from '../errors.ts';
import type { Package, SignatureOptions } from '../model/package.ts';
import type { KeyKind, Signer } from '../model/signing.ts';
import { abortable } from './abort.ts';
import { callbackSigner } from './callback.ts';
import { commandSigner } from './command.ts';
import { readKeyFile } from './key-file.ts';
import { Line } from './line.ts';
import { openPgpSigner } from './openpgp.ts';
import type { Signers } from './options.ts';
import { type Environment, passphraseFor, sectionOf } from './passphrase.ts';
import { pfxSigner } from './pfx.ts';
import type { Origin } from './problem.ts';
import { rsaSigner } from './rsa.ts';
import { type ConfiguredSigner, configuredSigner, placeOf } from './settings.ts';

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
  const line = new Line(options.signal);
  const problems = new Map<string, ErrorProblem>();
  for (const { pkg, kind } of packages) {
    if (!pkg.signature || !kind) continue;
    try {
      const signer = await loadSigner(pkg, pkg.signature, kind, options);
      signers.set(pkg, line.of(abortable(signer, options.signal)));
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
  { signers, env, cwd, signal }: SigningOptions,
): Promise<Signer> | Signer {
  const { format, name } = pkg;
  const configured = configuredSigner(format, signers);
  if (configured?.sign) {
    const place = placeOf(configured, 'sign');
    return callbackSigner(configured.sign, { format, name, place, signal });
  }
  if (configured?.command) {
    const place = placeOf(configured, 'command');
    return commandSigner(configured.command, { format, place, env, cwd, signal });
  }
  return keySigner(pkg, signature, kind, {
    origin: originOf(pkg, signature, configured),
    env,
    cwd,
  });
}

async function keySigner(
  pkg: Package,
  { keyId }: SignatureOptions,
  kind: KeyKind,
  { origin, env, cwd }: { origin: Origin; env: Environment; cwd: string },
): Promise<Signer> {
  const passphrase = passphraseFor(pkg.format, env);
  const bytes = await readKeyFile(origin, cwd);
  if (kind === 'rsa') return rsaSigner(bytes, passphrase, origin);
  // Only to tell whether a key has expired.
  const now = Math.floor(Date.now() / 1000);
  const { time } = pkg;
  if (kind === 'pfx') {
    const publisher = { name: pkg.msix?.publisher ?? '', place: pkg.locate('msix.publisher') };
    return pfxSigner(bytes, { passphrase, time, now, publisher }, origin);
  }
  const isRpm = sectionOf(pkg.format) === 'rpm';
  return openPgpSigner(bytes, { keyId, passphrase, time, now, isRpm }, origin);
}

function originOf(
  pkg: Package,
  { keyFile: file }: SignatureOptions,
  configured?: ConfiguredSigner,
): Origin {
  const key = pkg.format === 'msix' ? 'pfx_file' : 'key_file';
  const setting = `${sectionOf(pkg.format)}.signature.${key}`;
  if (configured?.keyFile === undefined) return { file, setting, place: pkg.locate(setting) };
  const place = placeOf(configured, 'keyFile');
  return { file, setting: place.key ?? setting, place };
}
