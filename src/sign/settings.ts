import { JacoPkgError } from '../errors.ts';
import type { FormatName, Package, SignatureOptions } from '../model/package.ts';
import type { Place } from '../model/problem.ts';
import type { KeyKind } from '../model/signing.ts';
import type { SignerOptions, Signers } from './options.ts';

/** What a signature has where nothing is configured. */
const UNSET: SignatureOptions = {
  keyFile: '',
  keyId: '',
  keyName: '',
  hash: '',
  method: '',
  type: '',
  signer: '',
};

/** Who signs the packages of a format, as it was configured beside nfpm.yaml. */
export interface ConfiguredSigner extends SignerOptions {
  /** Key of these options, for messages: `signers.deb`. */
  readonly name: string;
}

/** The signer of a format, if one is configured; that of `rpm` for a source rpm without its own. */
export function configuredSigner(
  format: FormatName,
  signers: Signers = {},
): ConfiguredSigner | undefined {
  const name = format === 'srpm' && !signers.srpm ? 'rpm' : format;
  const options = signers[name];
  return options && { ...options, name: `signers.${name}` };
}

const WRITTEN = { keyFile: 'key_file', command: 'command', sign: 'sign' } as const;

/**
 * The place to name in a message about a signer: in the file it was configured in, else its key.
 * @param key the option that is at fault, if it is one of them
 */
export function placeOf({ name, locate }: ConfiguredSigner, key?: keyof typeof WRITTEN): Place {
  if (locate) return locate(key ? WRITTEN[key] : '');
  return { key: key ? `${name}.${key}` : name };
}

/**
 * A package with the signature settings it will have: none, unless there is somebody to sign.
 * @param kind what the format's signatures are made with; undefined when it has none
 * @throws JacoPkgError `usage` when the format has no signatures, or the signer several ways to sign
 */
export function withSignature(
  pkg: Package,
  kind: KeyKind | undefined,
  signers: Signers | undefined,
): Package {
  const { signature: configured, ...unsigned } = pkg;
  const signer = configuredSigner(pkg.format, signers);
  if (signer) assertPossible(pkg.format, kind, signer);
  const { keyFile, keyId, keyName, hash } = signer ?? {};
  const signature = {
    ...UNSET,
    ...configured,
    ...(keyFile !== undefined && { keyFile, keyId: '' }),
    ...(keyId !== undefined && { keyId }),
    ...(keyName !== undefined && { keyName }),
    ...(hash !== undefined && { hash }),
  };
  const isSigned = signature.keyFile !== '' || signer?.command || signer?.sign;
  return isSigned ? { ...unsigned, signature } : unsigned;
}

function assertPossible(
  format: FormatName,
  kind: KeyKind | undefined,
  signer: ConfiguredSigner,
): void {
  const { name } = signer;
  const place = placeOf(signer);
  if (!kind) {
    const message = `a package of format ${format} carries no signature`;
    throw new JacoPkgError({ code: 'usage', message, place, hint: `leave ${name} out` });
  }
  const ways = [signer.keyFile, signer.command, signer.sign].filter((way) => way !== undefined);
  if (ways.length > 1) {
    const message = `${name} has more than one of key file, command and callback`;
    throw new JacoPkgError({ code: 'usage', message, place, hint: 'leave one of them' });
  }
}
