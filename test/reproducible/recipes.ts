import type { FormatName } from '../../src/index.ts';

/** A run of jaco-pkg over the inputs, which makes a package of each of these formats. */
export interface Recipe {
  readonly name: string;
  /** The nfpm.yaml and jaco-pkg.yaml in inputs/ that it starts from; the general ones by default. */
  readonly base?: 'windows';
  readonly formats: readonly FormatName[];
  /** Whether every environment is to build it: between them, these have each format, and signatures. */
  readonly everywhere?: true;
  /** Keys of nfpm.yaml in place of what the file has, joined by dots. */
  readonly settings?: Readonly<Record<string, string>>;
  /** The same for jaco-pkg.yaml. */
  readonly extensions?: Readonly<Record<string, string>>;
}

const OPENPGP = 'keys/openpgp.asc';

/** Every format, and every way of each to compress. */
export const RECIPES: readonly Recipe[] = [
  {
    name: 'default',
    formats: ['apk', 'archlinux', 'deb', 'ipk', 'rpm', 'srpm', 'tarball'],
    everywhere: true,
  },
  {
    name: 'high',
    formats: ['deb', 'rpm', 'tarball', 'archlinux'],
    settings: { 'deb.compression': 'gzip:9', 'rpm.compression': 'zstd:19' },
    extensions: { 'tarball.compression': 'gzip:1', 'archlinux.compression': 'zstd:9' },
  },
  {
    name: 'xz',
    formats: ['deb', 'rpm'],
    settings: { 'deb.compression': 'xz:0', 'rpm.compression': 'xz:5' },
  },
  {
    name: 'other',
    formats: ['deb', 'rpm', 'srpm'],
    settings: {
      'deb.compression': 'zstd',
      'rpm.compression': 'lzma:1',
    },
  },
  { name: 'bare', formats: ['deb'], settings: { 'deb.compression': 'none' } },
  {
    name: 'signed',
    formats: ['apk', 'archlinux', 'deb', 'rpm', 'srpm'],
    everywhere: true,
    settings: {
      'deb.signature.key_file': OPENPGP,
      'rpm.signature.key_file': OPENPGP,
      'apk.signature.key_file': 'keys/rsa.pem',
    },
    extensions: { 'signers.archlinux.key_file': OPENPGP },
  },
  { name: 'windows', base: 'windows', formats: ['msix'], everywhere: true },
  {
    name: 'windows-signed',
    base: 'windows',
    formats: ['msix'],
    everywhere: true,
    settings: { 'msix.signature.pfx_file': 'keys/code.pfx' },
  },
];
