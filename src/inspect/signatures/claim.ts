import type { PackageSignature } from '../model.ts';

/** A signature in a package, and what it is over. */
export interface SignatureClaim {
  readonly name: string;
  /**
   * `openpgp`: detached, binary or armored; with `confirm`, a cleartext that has its signature in it.
   * `rsa`: the bare number of RSASSA-PKCS1-v1_5. `pkcs7`: only told of, never verified.
   */
  readonly form: 'openpgp' | 'rsa' | 'pkcs7';
  /** May be read while the package is open. */
  signature(): Promise<Uint8Array>;
  /** Name of an RSA key. */
  readonly keyName?: string;
  /** Of an RSA signature. */
  readonly digest?: 'sha1' | 'sha256' | 'sha512';
  /** The signed bytes, for a signature that stands apart; may be read while the package is open. */
  data(): AsyncIterable<Uint8Array>;
  /** For a signed text: what in it is not true of the package. */
  confirm?(text: string): Promise<string | undefined>;
}

/** What became of a signature, but for its name and kind. */
export type Verdict = Pick<PackageSignature, 'key' | 'state' | 'detail'>;
