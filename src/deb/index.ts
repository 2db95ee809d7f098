// The .deb format, deb(5). Everything but reading and compressing the files is in this folder.
import type { Format } from '../model/format.ts';
import { changelogFiles } from './changelog.ts';
import { debArchive, debMembers } from './layout.ts';
import { check } from './limits.ts';
import { fileName } from './names.ts';

export const deb: Format = {
  name: 'deb',
  extension: '.deb',
  fileDigests: ['md5'],
  fileName,
  check,
  generated: changelogFiles,
  async assemble(pkg, entries, kit) {
    return debArchive(pkg, await debMembers(pkg, entries, kit));
  },
};
