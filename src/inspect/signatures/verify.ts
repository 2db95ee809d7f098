import { createVerify } from 'node:crypto';
import type { PackageSignature } from '../model.ts';
import type { SignatureClaim, Verdict } from './claim.ts';
import type { PackageKeys } from './keys.ts';
import { verifyOpenpgp } from './openpgp.ts';

/** Verifies all signatures with the keys there are, if there are any. */
export async function verifySignatures(
  claims: readonly SignatureClaim[],
  keys: PackageKeys | undefined,
): Promise<PackageSignature[]> {
  const signatures: PackageSignature[] = [];
  for (const claim of claims) {
    signatures.push({ name: claim.name, kind: claim.form, ...(await verdict(claim, keys)) });
  }
  return signatures;
}

async function verdict(claim: SignatureClaim, keys: PackageKeys | undefined): Promise<Verdict> {
  switch (claim.form) {
    case 'openpgp':
      return verifyOpenpgp(claim, keys?.openpgp ?? []);
    case 'rsa':
      return verifyRsa(claim, keys?.rsa ?? []);
    case 'pkcs7':
      return { key: '', state: 'unchecked', detail: '' };
  }
}

async function verifyRsa(claim: SignatureClaim, keys: PackageKeys['rsa']): Promise<Verdict> {
  const key = claim.keyName ?? '';
  if (keys.length === 0) return { key, state: 'unchecked', detail: '' };
  const signature = await claim.signature();
  for (const { name, key: publicKey } of keys) {
    const verifier = createVerify(`RSA-${(claim.digest ?? 'sha1').toUpperCase()}`);
    for await (const chunk of claim.data()) verifier.update(chunk);
    if (verifier.verify(publicKey, signature)) return { key, state: 'valid', detail: name };
  }
  const isKnown = keys.some(({ name }) => name === key);
  if (isKnown) return { key, state: 'invalid', detail: 'the key did not make this signature' };
  return { key, state: 'unknown-key', detail: '' };
}
