// pacman's package format: one compressed tar of
//   .PKGINFO    what pacman reads about the package
//   .INSTALL    functions it runs, if there are scripts
//   .MTREE      gzip; every entry with its mode, time and digest, for pacman -Qkk
//   the files, with names like usr/bin/x
// and beside it, if it is signed, a detached OpenPGP signature of all its bytes.
// PKGBUILD(5), makepkg.conf(5), mtree(5).
import type { Format, Omission } from '../model/format.ts';
import { archive } from './layout.ts';
import { check } from './limits.ts';
import { EXTENSION, fileName } from './names.ts';

const AS_OPTDEPENDS = 'name it in archlinux.optdepends of jaco-pkg.yaml';

const LEFT_OUT: readonly Omission[] = [
  { key: 'recommends', hint: AS_OPTDEPENDS },
  { key: 'suggests', hint: AS_OPTDEPENDS },
];

export const archlinux: Format = {
  name: 'archlinux',
  extension: EXTENSION,
  fileDigests: ['md5', 'sha256'],
  signedWith: 'openpgp',
  detachedSignature: '.sig',
  leavesOut: LEFT_OUT,
  fileName,
  check,
  assemble: archive,
};
