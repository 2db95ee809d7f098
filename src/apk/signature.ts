// The signature section, by apk-v2(5): one file, .SIGN.<algorithm>.<name of the public key>, that
// holds the RSA signature of the control section's bytes. apk looks the key up by that name in
// /etc/apk/keys.
import type { Codec } from '../model/codec.ts';
import type { Kit } from '../model/format.ts';
import type { Package } from '../model/package.ts';
import type { Stored } from '../model/segment.ts';
import type { Signer } from '../model/signing.ts';
import { controlFile } from './members.ts';

/** apk-tools reads gzip here, whatever the other sections are compressed with. */
const CODEC: Codec = { name: 'gzip', level: 9 };

/** RSA256 came with apk-tools 2.7. */
const ALGORITHMS = {
  '': ['RSA', 'rsa-sha1'],
  sha1: ['RSA', 'rsa-sha1'],
  sha256: ['RSA256', 'rsa-sha256'],
} as const;

export async function signatureSection(
  pkg: Package,
  control: Stored,
  kit: Kit,
  signer: Signer,
): Promise<Stored> {
  const [algorithm, form] = ALGORITHMS[pkg.signature?.hash ?? ''];
  const signature = await signer.sign(form, [control]);
  const name = `.SIGN.${algorithm}.${keyName(pkg)}`;
  return kit.encode(controlFile(name, signature, { mode: 0o644, mtime: pkg.time }), CODEC);
}

/** File name of the public key: the one configured, else the maintainer's address. */
export function keyName(pkg: Package): string {
  const name = pkg.signature?.keyName || address(pkg.maintainer);
  return name === '' || name.endsWith('.rsa.pub') ? name : `${name}.rsa.pub`;
}

/** `me@example.com` of `Me <me@example.com>`, or of the address alone; else ''. */
function address(person: string): string {
  const [, inBrackets] = /<([^<>]*)>\s*$/.exec(person) ?? [];
  const found = (inBrackets ?? person).trim();
  return /^[^\s@]+@[^\s@]+$/.test(found) ? found : '';
}
