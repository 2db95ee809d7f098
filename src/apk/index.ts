import type { Format } from '../model/format.ts';
import { sections } from './layout.ts';
import { check } from './limits.ts';
import { fileName } from './names.ts';
import { signatureSection } from './signature.ts';

/** Alpine Linux packages, version 2 of the format. */
export const apk: Format = {
  name: 'apk',
  extension: '.apk',
  fileDigests: ['sha1'],
  signedWith: 'rsa',
  fileName,
  check,
  async assemble(pkg, entries, kit) {
    const { control, data } = await sections(pkg, entries, kit);
    const { signer } = kit;
    const signatures = signer ? [await signatureSection(pkg, control, kit, signer)] : [];
    return [...signatures, control, data];
  },
};
