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

/** What is asked for a format. */
export interface Asked extends SignerOptions {
  /** The name it is asked by: `signers.deb`. */
  readonly name: string;
}

/** A source rpm is signed as the rpm is, unless asked otherwise. */
export function askedFor(format: FormatName, signers: Signers = {}): Asked | undefined {
  const name = format === 'srpm' && !signers.srpm ? 'rpm' : format;
  const options = signers[name];
  return options && { ...options, name: `signers.${name}` };
}

const WRITTEN = { keyFile: 'key_file', command: 'command', sign: 'sign' } as const;

/** Where what is asked for stands, for messages: its place, which has its name. */
export function placeOf({ name, locate }: Asked, key?: keyof typeof WRITTEN): Place {
  if (locate) return locate(key ? WRITTEN[key] : '');
  return { key: key ? `${name}.${key}` : name };
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
  const asked = askedFor(pkg.format, signers);
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

function assertPossible(format: FormatName, kind: KeyKind | undefined, asked: Asked): void {
  const { name } = asked;
  const place = placeOf(asked);
  if (!kind) {
    const message = `a package of format ${format} carries no signature`;
    throw new JacoPkgError({ code: 'usage', message, place, hint: `leave ${name} out` });
  }
  const ways = [asked.keyFile, asked.command, asked.sign].filter((way) => way !== undefined);
  if (ways.length > 1) {
    const message = `${name} has more than one of key file, command and callback`;
    throw new JacoPkgError({ code: 'usage', message, place, hint: 'leave one of them' });
  }
}
