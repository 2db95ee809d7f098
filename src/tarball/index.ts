import type { Format } from '../model/format.ts';
import { tarballLayout } from './layout.ts';
import { check } from './limits.ts';
import { fileName } from './names.ts';

/** A compressed tar archive to unpack by hand: files in one folder, no metadata, no scripts. */
export const tarball: Format = {
  name: 'tarball',
  extension: '.tar.gz',
  fileDigests: [],
  readsOnce: true,
  fileName,
  check,
  async assemble(pkg, entries, kit) {
    return [await kit.encode(tarballLayout(pkg, entries), pkg.compression)];
  },
};
