import { JacoPkgError } from '../errors.ts';
import type { FormatName, Package, SignatureOptions } from '../model/package.ts';
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

/** What is asked for a format; a source rpm is signed as the rpm is. */
export function signerFor(format: FormatName, signers: Signers = {}): SignerOptions | undefined {
  return signers[format] ?? (format === 'srpm' ? signers.rpm : undefined);
}

/**
 * A package with the signature settings it will have: none, unless there is somebody to sign.
 * @param kind what the format's signatures are made with; undefined when it has none
 * @throws JacoPkgError with code `usage` when what is asked for cannot be
 */
export function withSignature(
  pkg: Package,
  kind: KeyKind | undefined,
  signers: Signers | undefined,
): Package {
  const { signature: configured, ...unsigned } = pkg;
  const asked = signerFor(pkg.format, signers);
  if (asked) assertPossible(pkg.format, kind, asked);
  const { keyFile, keyId, keyName, hash } = asked ?? {};
  const signature = {
    ...UNSET,
    ...configured,
    ...(keyFile !== undefined && { keyFile, keyId: '' }),
    ...(keyId !== undefined && { keyId }),
    ...(keyName !== undefined && { keyName }),
    ...(hash !== undefined && { hash }),
  };
  const isSigned = signature.keyFile !== '' || asked?.command || asked?.sign;
  return isSigned ? { ...unsigned, signature } : unsigned;
}

function assertPossible(format: FormatName, kind: KeyKind | undefined, asked: SignerOptions): void {
  const place = { key: `signers.${format}` };
  if (!kind) {
    const message = `a package of format ${format} carries no signature`;
    throw new JacoPkgError({ code: 'usage', message, place, hint: `leave signers.${format} out` });
  }
  const ways = [asked.keyFile, asked.command, asked.sign].filter((way) => way !== undefined);
  if (ways.length > 1) {
    const message = `signers.${format} has more than one of keyFile, command and sign`;
    throw new JacoPkgError({ code: 'usage', message, place, hint: 'leave one of them' });
  }
}
