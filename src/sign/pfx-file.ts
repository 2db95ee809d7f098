// PFX files, PKCS #12 (RFC 7292): keys and certificates under a passphrase.
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { asn1, pkcs12 } from 'node-forge';
import type { Passphrase } from './passphrase.ts';
import { keyError, type Origin } from './problem.ts';

type Forge = typeof import('node-forge');

export interface PfxContent {
  readonly keys: readonly KeyObject[];
  readonly certificates: readonly X509Certificate[];
}

/**
 * What a PFX file holds, unlocked. Loads the library that knows all its ciphers, which takes a
 * moment.
 * @throws JacoPkgError with code `key_invalid` or `key_password`
 */
export async function openPfx(
  bytes: Buffer,
  passphrase: Passphrase,
  origin: Origin,
): Promise<PfxContent> {
  const { default: forge } = await import('node-forge');
  const safe = unlock(forge, parse(forge, bytes, origin), passphrase, origin);
  const bags = safe.safeContents.flatMap(({ safeBags }) => safeBags);
  try {
    return {
      keys: bags.flatMap((bag) => keyOf(forge, bag) ?? []),
      certificates: bags.flatMap((bag) => certificateOf(forge, bag) ?? []),
    };
  } catch {
    throw noPfx(origin);
  }
}

function parse(forge: Forge, bytes: Buffer, origin: Origin): asn1.Asn1 {
  try {
    return forge.asn1.fromDer(bytes.toString('latin1'));
  } catch {
    throw noPfx(origin);
  }
}

function noPfx({ file, place }: Origin) {
  const hint = 'export one with openssl pkcs12 -export, or Export-PfxCertificate';
  return keyError('key_invalid', place, `${file} is no PFX file`, hint);
}

function unlock(
  forge: Forge,
  pfx: asn1.Asn1,
  { variable, value = '' }: Passphrase,
  origin: Origin,
): pkcs12.Pkcs12Pfx {
  const { file, place } = origin;
  try {
    return decode(forge, pfx, value);
  } catch (error) {
    if (!isAboutPassphrase(error)) throw noPfx(origin);
    if (value === '') {
      const message = `${file} is locked, and there is no passphrase`;
      throw keyError('key_password', place, message, `set ${variable}`);
    }
    const message = `the passphrase in ${variable} does not unlock ${file}`;
    throw keyError('key_password', place, message, `set ${variable} to the right one`);
  }
}

/**
 * The checksum of the whole, and the older ciphers, take a passphrase as UTF-16 (RFC 7292 appendix
 * B.1), the newer ciphers as UTF-8 (RFC 8018 section 5.2). The library has one for all, so what is
 * not ASCII takes a second try, without the checksum that was right before.
 */
function decode(forge: Forge, pfx: asn1.Asn1, passphrase: string): pkcs12.Pkcs12Pfx {
  try {
    return forge.pkcs12.pkcs12FromAsn1(pfx, true, passphrase);
  } catch (error) {
    const bytes = forge.util.encodeUtf8(passphrase);
    if (bytes === passphrase || isAboutChecksum(error) || !Array.isArray(pfx.value)) throw error;
    return forge.pkcs12.pkcs12FromAsn1({ ...pfx, value: pfx.value.slice(0, 2) }, true, bytes);
  }
}

function isAboutChecksum(error: unknown): boolean {
  return error instanceof Error && /MAC/.test(error.message);
}

function isAboutPassphrase(error: unknown): boolean {
  return error instanceof Error && /password|decrypt/i.test(error.message);
}

/** undefined when it is none; the library reads RSA keys, and leaves others as they are. */
function keyOf(forge: Forge, { type, key, asn1 }: pkcs12.Bag): KeyObject | undefined {
  const { pki } = forge;
  if (type !== pki.oids['pkcs8ShroudedKeyBag'] && type !== pki.oids['keyBag']) return undefined;
  const info = key ? pki.wrapRsaPrivateKey(pki.privateKeyToAsn1(key)) : asn1;
  return createPrivateKey({ key: der(forge, info), format: 'der', type: 'pkcs8' });
}

function certificateOf(
  forge: Forge,
  { type, cert, asn1 }: pkcs12.Bag,
): X509Certificate | undefined {
  if (type !== forge.pki.oids['certBag']) return undefined;
  return new X509Certificate(der(forge, cert ? forge.pki.certificateToAsn1(cert) : asn1));
}

function der(forge: Forge, value: asn1.Asn1): Buffer {
  return Buffer.from(forge.asn1.toDer(value).getBytes(), 'latin1');
}
