// The .deb format, deb(5). Everything but reading and compressing the files is in this folder.
import type { Format } from '../model/format.ts';
import { changelogFiles } from './changelog.ts';
import { debArchive, debMembers } from './layout.ts';
import { check } from './limits.ts';
import { fileName } from './names.ts';
import { signatureMember } from './signature.ts';

export const deb: Format = {
  name: 'deb',
  extension: '.deb',
  fileDigests: ['md5'],
  readsOnce: true,
  signedWith: 'openpgp',
  fileName,
  check,
  generated: changelogFiles,
  async assemble(pkg, entries, kit) {
    const members = await debMembers(pkg, entries, kit);
    const { signer } = kit;
    const signatures = signer ? [await signatureMember(pkg, members, kit, signer)] : [];
    return debArchive(pkg, [...members, ...signatures]);
  },
};
