import type { Format, Omission } from '../model/format.ts';
import { sections } from './layout.ts';
import { check } from './limits.ts';
import { fileName } from './names.ts';
import { signatureSection } from './signature.ts';

/** apk-package(5) has no keys for these. */
const LEFT_OUT: readonly Omission[] = [
  { key: 'conflicts', hint: 'write !NAME in overrides.apk.depends: apk reads that as a conflict' },
  { key: 'recommends' },
  { key: 'suggests' },
  { key: 'epoch', hint: 'raise the version instead' },
];

/** Alpine Linux packages, version 2 of the format. */
export const apk: Format = {
  name: 'apk',
  extension: '.apk',
  fileDigests: ['sha1'],
  readsOnce: true,
  signedWith: 'rsa',
  leavesOut: LEFT_OUT,
  fileName,
  check,
  async assemble(pkg, entries, kit) {
    const { control, data } = await sections(pkg, entries, kit);
    const { signer } = kit;
    const signatures = signer ? [await signatureSection(pkg, control, kit, signer)] : [];
    return [...signatures, control, data];
  },
};
