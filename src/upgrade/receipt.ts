// The release that brings new keys is signed with the old one, which then is trusted no more. So a
// key file that an upgrade writes says in a comment which release that was, and it is known by its
// list from then on:
//
//   untrusted comment: brought by a release signed by key KEYID, with SHA256SUMS of SHA-256 HEX
import { createHash } from 'node:crypto';

/** A release that was verified before. */
export interface Receipt {
  /** The key that signed it. */
  readonly keyId: string;
  /** Of its SHA256SUMS, in hex. */
  readonly sha256: string;
}

const LINE =
  /^untrusted comment: brought by a release signed by key ([0-9A-F]{16}), with SHA256SUMS of SHA-256 ([0-9a-f]{64})$/gm;

/** The text of a key file with a receipt, which minisign takes for a comment. */
export function withReceipt(keys: Uint8Array, keyId: string, sums: Uint8Array): string {
  const text = Buffer.from(keys).toString().trimEnd();
  const known = `brought by a release signed by key ${keyId}, with SHA256SUMS of SHA-256 ${digest(sums)}`;
  return `${text}\nuntrusted comment: ${known}\n`;
}

/** The receipt in a key file, if there is one; the last, if there are several. */
export function receiptIn(text: string): Receipt | undefined {
  const [, keyId, sha256] = [...text.matchAll(LINE)].at(-1) ?? [];
  return keyId !== undefined && sha256 !== undefined ? { keyId, sha256 } : undefined;
}

/** Whether a list is the one of that release. */
export function isKnown({ sha256 }: Receipt, sums: Uint8Array): boolean {
  return digest(sums) === sha256;
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
