import type { Format } from '../model/format.ts';
import { sections } from './layout.ts';
import { check } from './limits.ts';
import { fileName } from './names.ts';

/** Alpine Linux packages, version 2 of the format. */
export const apk: Format = {
  name: 'apk',
  extension: '.apk',
  fileDigests: ['sha1'],
  fileName,
  check,
  async assemble(pkg, entries, kit) {
    const { control, data } = await sections(pkg, entries, kit);
    return [control, data];
  },
};
