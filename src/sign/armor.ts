// ASCII armor, RFC 9580 section 6: a line that says what it is, headers, a blank line, base64, the
// CRC-24 of the bytes, a last line.

const BEGIN = '-----BEGIN PGP SIGNATURE-----';
const END = '-----END PGP SIGNATURE-----';
const LINE = 64;

/** A signature as text. */
export function armor(signature: Uint8Array): string {
  const lines = base64(signature).match(new RegExp(`.{1,${LINE}}`, 'g')) ?? [];
  return [BEGIN, '', ...lines, `=${base64(crc24(signature))}`, END, ''].join('\n');
}

/** The bytes of the signature in an armored text; undefined when there is none. */
export function dearmor(text: string): Uint8Array | undefined {
  const lines = text.split('\n').map((line) => line.trimEnd());
  const begin = lines.indexOf(BEGIN);
  const blank = lines.indexOf('', begin);
  const end = lines.indexOf(END, blank);
  if (begin < 0 || blank < 0 || end < 0) return undefined;
  const body = lines.slice(blank + 1, end).filter((line) => !line.startsWith('='));
  return Buffer.from(body.join(''), 'base64');
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

/** Section 6.1.1. */
function crc24(bytes: Uint8Array): Uint8Array {
  let crc = 0xb704ce;
  for (const byte of bytes) {
    crc ^= byte << 16;
    for (let bit = 0; bit < 8; bit += 1) {
      crc <<= 1;
      if (crc & 0x1000000) crc ^= 0x864cfb;
    }
  }
  return Uint8Array.of((crc >> 16) & 255, (crc >> 8) & 255, crc & 255);
}
