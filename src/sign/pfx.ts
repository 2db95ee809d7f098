import { createSign, type KeyObject, type X509Certificate } from 'node:crypto';
import type { Place } from '../model/problem.ts';
import { chunksOf } from '../model/segment.ts';
import type { Signer } from '../model/signing.ts';
import { sameName, subjectOf } from './distinguished-name.ts';
import type { Passphrase } from './passphrase.ts';
import { openPfx } from './pfx-file.ts';
import { keyError, type Origin } from './problem.ts';
import { signedData } from './signed-data.ts';

interface PfxOptions {
  readonly passphrase: Passphrase;
  /** Seconds since 1970: what signatures say, and now. */
  readonly time: number;
  readonly now: number;
  /** Of the package; the certificate must be theirs. */
  readonly publisher: { readonly name: string; readonly place: Place };
}

/** RFC 5280 section 4.2.1.12. */
const CODE_SIGNING = '1.3.6.1.5.5.7.3.3';

/**
 * A signer with the certificate and the key of a PFX file.
 * @throws JacoPkgError with code `key_invalid` or `key_password`
 */
export async function pfxSigner(
  pfx: Buffer,
  { passphrase, time, now, publisher }: PfxOptions,
  origin: Origin,
): Promise<Signer> {
  const { keys, certificates } = await openPfx(pfx, passphrase, origin);
  const { key, certificate } = pairOf(keys, certificates, origin);
  assertUsable(certificate, now, origin);
  const subject = subjectOf(certificate);
  if (!sameName(publisher.name, subject)) {
    const message = `the certificate in ${origin.file} is not for the publisher ${JSON.stringify(publisher.name)}`;
    const hint = `set msix.publisher to ${JSON.stringify(subject)}, or use a certificate of the publisher`;
    throw keyError('key_invalid', publisher.place, message, hint);
  }
  // No one would take a signature older than its certificate.
  const signingTime = Math.max(time, Date.parse(certificate.validFrom) / 1000);
  const others = certificates.filter((other) => other !== certificate && !isRoot(other));
  return {
    async sign(form, data) {
      if (form !== 'authenticode') throw new TypeError(`a certificate makes no ${form}`);
      const parts: Uint8Array[] = [];
      for await (const chunk of chunksOf(data)) parts.push(chunk);
      return signedData({
        content: Buffer.concat(parts),
        certificate,
        others,
        time: signingTime,
        isRsa: key.asymmetricKeyType === 'rsa',
        sign: (bytes) => createSign('sha256').update(bytes).sign(key),
      });
    },
  };
}

function pairOf(
  keys: readonly KeyObject[],
  certificates: readonly X509Certificate[],
  { file, place }: Origin,
) {
  for (const key of keys) {
    const certificate = certificates.find((candidate) => candidate.checkPrivateKey(key));
    if (certificate) return { key, certificate };
  }
  const message = `${file} holds no key with its certificate`;
  const hint = 'export both into it: openssl pkcs12 -export -inkey key.pem -in certificate.pem';
  throw keyError('key_invalid', place, message, hint);
}

function assertUsable(certificate: X509Certificate, now: number, { file, place }: Origin): void {
  const fault = faultOf(certificate, now);
  if (!fault) return;
  const message = `the certificate in ${file} ${fault}`;
  throw keyError('key_invalid', place, message, 'use one for code signing that is valid today');
}

function faultOf(certificate: X509Certificate, now: number): string | undefined {
  const [from, to] = [certificate.validFrom, certificate.validTo];
  if (Date.parse(to) < now * 1000) return `expired on ${to}`;
  if (Date.parse(from) > now * 1000) return `is not valid before ${from}`;
  // The extended key usage, in spite of its name.
  const purposes: readonly string[] | undefined = certificate.keyUsage;
  if (purposes && !purposes.includes(CODE_SIGNING)) return 'is not for code signing';
  const { asymmetricKeyType } = certificate.publicKey;
  if (asymmetricKeyType === 'rsa' || asymmetricKeyType === 'ec') return undefined;
  return `has a key of type ${asymmetricKeyType}, and Windows takes RSA`;
}

/** A root is trusted because it is known, not because it is sent along. */
function isRoot(certificate: X509Certificate): boolean {
  return certificate.checkIssued(certificate);
}
