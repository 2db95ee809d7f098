// Certificates for tests: an authority, and what it vouches for.
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import forge from 'node-forge';
import { output } from '../support/tools.ts';

export interface CertificateOptions {
  readonly subject?: forge.pki.CertificateField[];
  readonly from?: Date;
  readonly to?: Date;
  /** Extended key usage; none when it is not given. */
  readonly purposes?: readonly ('codeSigning' | 'serverAuth')[] | undefined;
}

const DAY = 86_400_000;

/** As openssl orders it: the country first. */
export const SUBJECT: forge.pki.CertificateField[] = [
  { shortName: 'C', value: 'US' },
  { shortName: 'O', value: 'Dial, Works', valueTagClass: forge.asn1.Type.UTF8 } as never,
  { shortName: 'CN', value: 'Sün Dial', valueTagClass: forge.asn1.Type.UTF8 } as never,
];
/** The same as Windows writes it. */
export const PUBLISHER = 'CN=Sün Dial, O="Dial, Works", C=US';

interface Certified {
  /** PEM. */
  readonly key: string;
  readonly certificate: string;
}

export class Authority {
  readonly #keys = rsa();
  readonly #name = [{ shortName: 'CN', value: 'Test Authority' }];
  #serial = 1;
  /** PEM. */
  readonly certificate: string;

  constructor() {
    const extensions = [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ];
    this.certificate = this.#certify(this.#keys.publicKey, this.#name, extensions, {});
  }

  issue(options: CertificateOptions = {}): Certified {
    const { privateKey, publicKey } = rsa();
    const purposes = 'purposes' in options ? options.purposes : (['codeSigning'] as const);
    const extensions: object[] = [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
    ];
    if (purposes) {
      const named = Object.fromEntries(purposes.map((purpose) => [purpose, true]));
      extensions.push({ name: 'extKeyUsage', ...named });
    }
    const certificate = this.#certify(publicKey, options.subject ?? SUBJECT, extensions, options);
    return { key: pem(privateKey), certificate };
  }

  #certify(
    publicKey: KeyObject,
    subject: forge.pki.CertificateField[],
    extensions: object[],
    { from, to }: CertificateOptions,
  ): string {
    const { pki, md } = forge;
    const certificate = pki.createCertificate();
    certificate.publicKey = pki.publicKeyFromPem(
      publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    );
    certificate.serialNumber = `0${this.#serial++}`;
    certificate.validity.notBefore = from ?? new Date('2023-01-01');
    certificate.validity.notAfter = to ?? new Date(Date.now() + 30 * DAY);
    certificate.setSubject(subject);
    certificate.setIssuer(this.#name);
    certificate.setExtensions(extensions);
    certificate.sign(pki.privateKeyFromPem(pem(this.#keys.privateKey)), md.sha256.create());
    return pki.certificateToPem(certificate);
  }
}

/** A PFX file as openssl writes it. */
export function writePfx(
  folder: string,
  name: string,
  { key, certificate }: Certified,
  options: {
    readonly password?: string;
    readonly args?: readonly string[];
    readonly more?: string;
  },
): string {
  const at = (ending: string) => join(folder, `${name}.${ending}`);
  writeFileSync(at('key'), key);
  writeFileSync(at('pem'), certificate);
  const chain = options.more ? ['-certfile', at('chain')] : [];
  writeFileSync(at('chain'), options.more ?? '');
  const args = ['-export', '-inkey', at('key'), '-in', at('pem'), '-out', at('pfx'), ...chain];
  const pass = ['-passout', `pass:${options.password ?? ''}`];
  output('openssl', ['pkcs12', ...args, ...pass, ...(options.args ?? [])]);
  return at('pfx');
}

function rsa() {
  return generateKeyPairSync('rsa', { modulusLength: 2048 });
}

function pem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}
