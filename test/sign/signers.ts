import type { FormatName, Package, SignatureOptions } from '../../src/model/package.ts';
import type { Segment } from '../../src/model/segment.ts';
import type { KeyKind, SignatureForm, Signer } from '../../src/model/signing.ts';
import { loadSigners, type Signers, withSignature } from '../../src/sign/index.ts';
import { packageOf } from '../support/package.ts';

export const NO_SIGNATURE: SignatureOptions = {
  keyFile: '',
  keyId: '',
  keyName: '',
  hash: '',
  method: '',
  type: '',
  signer: '',
};

interface Request {
  readonly format?: FormatName;
  readonly signature?: Partial<SignatureOptions>;
  readonly signers?: Signers;
  readonly env?: Readonly<Record<string, string>>;
  readonly time?: number;
  readonly cwd?: string;
  readonly signal?: AbortSignal;
}

/** A package with the settings of its signature, and whoever signs it. */
export async function signed(request: Request): Promise<{ pkg: Package; signer: Signer }> {
  const { format = 'deb', env = {}, signers, cwd = '/', signal } = request;
  const { PATH = '' } = process.env;
  const configured = packageOf(format, {
    ...(request.time !== undefined && { time: request.time }),
    ...(request.signature && { signature: { ...NO_SIGNATURE, ...request.signature } }),
  });
  const kind: KeyKind = format === 'apk' ? 'rsa' : 'openpgp';
  const pkg = withSignature(configured, kind, signers);
  const options = { env: { PATH, ...env }, cwd, signers, signal };
  const signer = (await loadSigners([{ pkg, kind }], options)).get(pkg);
  if (!signer) throw new Error('nobody signs');
  return { pkg, signer };
}

/** A signature of some data. */
export async function signature(
  request: Request,
  data: Segment | readonly Segment[],
  form: SignatureForm = 'openpgp',
): Promise<Uint8Array> {
  const { signer } = await signed(request);
  return signer.sign(form, [data].flat());
}
