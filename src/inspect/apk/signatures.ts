import type { ControlFile } from '../model.ts';
import type { SignatureClaim } from '../signatures/claim.ts';
import type { Source } from '../source.ts';

/** apk-v2(5): .SIGN.<algorithm>.<key name>. */
const DIGESTS: ReadonlyMap<string, SignatureClaim['digest']> = new Map(
  Object.entries({
    RSA: 'sha1',
    RSA256: 'sha256',
    RSA512: 'sha512',
  }),
);

export function apkSignatures(files: readonly ControlFile[], control: Source): SignatureClaim[] {
  return files.flatMap(({ name, bytes }) => {
    const [, algorithm = '', keyName = ''] = /^\.SIGN\.([A-Z0-9]+)\.(.+)$/.exec(name) ?? [];
    const digest = DIGESTS.get(algorithm);
    if (digest === undefined) return [];
    const signature = async () => bytes;
    return [{ name, form: 'rsa', signature, keyName, digest, data: () => control.chunks() }];
  });
}
