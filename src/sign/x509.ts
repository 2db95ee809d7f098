// Parts of a certificate (RFC 5280 section 4.1) that node:crypto does not give away. The DER has been
// read by OpenSSL before, so it is taken to be sound.
//   Certificate    = SEQUENCE { TBSCertificate, ... }
//   TBSCertificate = SEQUENCE { [0] version, serialNumber, signature, issuer, validity, subject, ... }
import { sequence } from '../container/der.ts';

/** An element of DER. */
export interface DerElement {
  readonly tag: number;
  /** With tag and length. */
  readonly raw: Uint8Array;
  readonly content: Uint8Array;
}

const VERSION = 0xa0;

/** IssuerAndSerialNumber, RFC 2315 section 6.7. */
export function issuerAndSerial(certificate: Uint8Array): Uint8Array {
  const { serial, issuer } = fieldsOf(certificate);
  return sequence(issuer.raw, serial.raw);
}

/** Name of whom the certificate is for, in DER. */
export function subjectDer(certificate: Uint8Array): DerElement {
  return fieldsOf(certificate).subject;
}

/** An element without its tag and length. */
export function contentOf(der: Uint8Array): Uint8Array {
  return first(der).content;
}

export function elementsOf(der: Uint8Array): DerElement[] {
  const elements: DerElement[] = [];
  for (let rest = der; rest.length > 0; ) {
    const element = first(rest);
    elements.push(element);
    rest = rest.subarray(element.raw.length);
  }
  return elements;
}

function fieldsOf(certificate: Uint8Array) {
  const fields = elementsOf(contentOf(contentOf(certificate)));
  const [serial, , issuer, , subject] = fields[0]?.tag === VERSION ? fields.slice(1) : fields;
  if (!serial || !issuer || !subject) throw new TypeError('a certificate without a subject');
  return { serial, issuer, subject };
}

/** X.690 section 8.1: one byte of length, or their number and as many. */
function first(der: Uint8Array): DerElement {
  const [tag = 0, length = 0] = der;
  const count = length < 0x80 ? 0 : length - 0x80;
  const start = 2 + count;
  const size = count === 0 ? length : Buffer.from(der.subarray(2, start)).readUIntBE(0, count);
  return { tag, raw: der.subarray(0, start + size), content: der.subarray(start, start + size) };
}
