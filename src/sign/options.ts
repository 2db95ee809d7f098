import type { FormatName } from '../model/package.ts';
import type { Place } from '../model/problem.ts';
import type { Stored } from '../model/segment.ts';
import type { SignatureForm } from '../model/signing.ts';

/** What a callback is to sign. */
export interface SignRequest {
  readonly format: FormatName;
  /** Of the package. */
  readonly name: string;
  readonly form: SignatureForm;
}

/** Signs in place of a key file: with a hardware key, say, or a service. */
export type SignCallback = (
  data: Stored,
  request: SignRequest,
) => Promise<Uint8Array | string> | Uint8Array | string;

/** How to sign the packages of a format, beside or in place of what nfpm.yaml says. */
export interface SignerOptions {
  /** A secret key: OpenPGP, for apk RSA in PEM form, for msix a PFX file. At most one of these three is given. */
  readonly keyFile?: string;
  /** A program and its arguments: the data is its standard input, its output the signature. */
  readonly command?: readonly string[];
  readonly sign?: SignCallback;
  /** With a key file: the OpenPGP key or subkey, as 16 or 40 hex digits. */
  readonly keyId?: string;
  /** apk: what the public key is called in /etc/apk/keys. */
  readonly keyName?: string;
  /** apk: sha256 in place of the sha1 that every apk-tools takes. */
  readonly hash?: 'sha1' | 'sha256';
  /** Where one of these is written, for messages; by its name in a file, such as `key_file`. */
  readonly locate?: (key: string) => Place;
}

export type Signers = Readonly<Partial<Record<FormatName, SignerOptions>>>;
