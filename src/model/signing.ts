import type { Segment } from './segment.ts';

/** What a signature is to look like. */
export type SignatureForm =
  /** Detached: one OpenPGP signature packet, not armored; RFC 9580 section 5.2. */
  | 'openpgp'
  /** The text with its signature, in OpenPGP's cleartext framework; RFC 9580 section 7. */
  | 'openpgp-cleartext'
  /** RSASSA-PKCS1-v1_5 with SHA-1, the bare number; RFC 8017 section 8.2. */
  | 'rsa-sha1'
  /** The same with SHA-256. */
  | 'rsa-sha256'
  /**
   * PKCS #7 SignedData (RFC 2315) in DER, as Authenticode has it: around the data, which is an
   * SpcIndirectDataContent, with SHA-256.
   */
  | 'authenticode';

/** What the signatures of a format are made with. */
export type KeyKind = 'openpgp' | 'rsa' | 'pfx';

/** Somebody who signs one package; keys stay on that side. */
export interface Signer {
  /**
   * Signs a layout's bytes.
   * @throws JacoPkgError with code `signer_failed`
   */
  sign(form: SignatureForm, data: readonly Segment[]): Promise<Uint8Array>;
}
