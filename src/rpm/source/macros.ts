import type { CodecName } from '../../model/codec.ts';
import type { Package } from '../../model/package.ts';
import { literal } from './escape.ts';

interface Macro {
  readonly name: string;
  /** undefined leaves the macro as the system has it. */
  readonly value: string | ((pkg: Package) => string | undefined);
}

const NOTHING = '%{nil}';

/** rpmio's names of the compressors: rpm's macros.in, _binary_payload. */
const PAYLOADS: Readonly<Record<CodecName, string>> = {
  none: 'ufdio',
  gzip: 'gzdio',
  xz: 'xzdio',
  lzma: 'lzdio',
  zstd: 'zstdio',
};

/** What keeps rpmbuild from making something else of the files. */
const MACROS: readonly Macro[] = [
  // No stripping, no compressed manual pages, no other `#!` lines, no check of RPATHs.
  { name: '__spec_install_post', value: NOTHING },
  { name: 'debug_package', value: NOTHING },
  { name: '_build_id_links', value: 'none' },
  { name: '_binaries_in_noarch_packages_terminate_build', value: '0' },
  // No file is documentation because of where it is.
  { name: '__docdir_path', value: NOTHING },
  // No `name(x86-64)` beside the package's name.
  { name: '_isa', value: NOTHING },
  { name: '_binary_payload', value: payloadMacro },
  { name: '_binary_filedigest_algorithm', value: '8' },
  { name: 'clamp_mtime_to_source_date_epoch', value: '0' },
  { name: 'build_mtime_policy', value: NOTHING },
  { name: 'source_date_epoch_from_changelog', value: '0' },
  { name: '_changelog_trimtime', value: '0' },
  { name: '_changelog_trimage', value: '0' },
  { name: '_invalid_encoding_terminates_build', value: '0' },
  { name: '_buildhost', value: ({ rpm }) => literal(rpm.buildHost.trim()) },
];

export function macros(pkg: Package): string {
  const lines = MACROS.map(({ name, value }) => {
    const text = typeof value === 'string' ? value : value(pkg);
    return text ? `%global ${name} ${text}\n` : '';
  });
  return lines.join('');
}

function payloadMacro({ compression }: Package): string {
  const level = compression.name === 'none' ? '' : String(compression.level);
  return `w${level}.${PAYLOADS[compression.name]}`;
}
