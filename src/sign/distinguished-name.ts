// Names of publishers as Windows writes those of certificates: `CN=Acme, O="Acme, Inc.", C=US`, the
// last part of the name first (CertNameToStr with CERT_X500_NAME_STR and
// CERT_NAME_STR_REVERSE_FLAG).
import type { X509Certificate } from 'node:crypto';
import { elementsOf, subjectDer } from './x509.ts';

/** Object identifiers of RFC 4519 and others, by the bytes of their DER in hex. */
const KEYS: Readonly<Record<string, string>> = {
  '550403': 'CN',
  '550404': 'SN',
  '550405': 'SERIALNUMBER',
  '550406': 'C',
  '550407': 'L',
  '550408': 'S',
  '550409': 'STREET',
  '55040a': 'O',
  '55040b': 'OU',
  '55040c': 'T',
  '55040d': 'Description',
  '550411': 'PostalCode',
  '550412': 'POBox',
  '550414': 'Phone',
  '55042a': 'G',
  '55042b': 'I',
  '55042e': 'dnQualifier',
  '2a864886f70d010901': 'E',
  '0992268993f22c640119': 'DC',
};

const BMP_STRING = 0x1e;
const UTF8_STRING = 0x0c;

/** The subject of a certificate, as a manifest names the publisher. */
export function subjectOf({ raw }: X509Certificate): string {
  const parts = elementsOf(subjectDer(raw).content).map(({ content }) => {
    const pairs = elementsOf(content).map((pair) => {
      const [type, value] = elementsOf(pair.content);
      return `${keyOf(type?.content ?? new Uint8Array())}=${value ? quoted(textOf(value)) : ''}`;
    });
    return pairs.join(' + ');
  });
  return parts.reverse().join(', ');
}

/** Whether two spellings are of one name. */
export function sameName(a: string, b: string): boolean {
  return normal(a) === normal(b);
}

/** Each part in quotes if it can have them, and no blanks but in values. */
function normal(name: string): string {
  const parts = name.match(/[^,;+="]+=(?:"(?:[^"]|"")*"|[^,;+]*)/g) ?? [];
  return parts
    .map((part) => {
      const [key = '', ...rest] = part.split('=');
      const value = rest.join('=').trim();
      const plain = value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value;
      return `${key.trim()}=${quoted(plain)}`;
    })
    .join(', ');
}

function quoted(value: string): string {
  const special = /[,+="\n<>#;]|^\s|\s$/.test(value) || value === '';
  return special ? `"${value.replaceAll('"', '""')}"` : value;
}

function keyOf(oid: Uint8Array): string {
  const hex = Buffer.from(oid).toString('hex');
  return KEYS[hex] ?? `OID.${dotted(oid)}`;
}

/** X.690 section 8.19. */
function dotted(oid: Uint8Array): string {
  const numbers: number[] = [];
  let value = 0;
  for (const byte of oid) {
    value = value * 128 + (byte & 0x7f);
    if (byte & 0x80) continue;
    numbers.push(value);
    value = 0;
  }
  const [head = 0, ...rest] = numbers;
  const first = Math.min(2, Math.floor(head / 40));
  return [first, head - 40 * first, ...rest].join('.');
}

function textOf({ tag, content }: { readonly tag: number; readonly content: Uint8Array }): string {
  const bytes = Buffer.from(content);
  if (tag === UTF8_STRING) return bytes.toString('utf8');
  return tag === BMP_STRING ? bytes.swap16().toString('utf16le') : bytes.toString('latin1');
}
