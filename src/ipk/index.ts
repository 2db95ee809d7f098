// OpenWrt's package format, as opkg reads it: a gzipped tar of
//   ./debian-binary    the version of the format, "2.0\n"
//   ./control.tar.gz   what opkg reads about the package
//   ./data.tar.gz      the files, with names like ./usr/bin/x
// It is the .deb of 2000 with tar in place of ar; fields by OpenWrt's package.mk and opkg.
import type { Format } from '../model/format.ts';
import { archive } from './layout.ts';
import { check } from './limits.ts';
import { fileName } from './names.ts';

export const ipk: Format = {
  name: 'ipk',
  extension: '.ipk',
  fileDigests: [],
  readsOnce: true,
  fileName,
  check,
  assemble: archive,
};
