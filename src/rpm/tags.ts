// The tags of the main header, by rpm's docs/manual/tags.md and include/rpm/rpmtag.h.
import type { Package } from '../model/package.ts';
import { capabilitiesOf } from './capabilities.ts';
import { changelogName, changelogText } from './changelog.ts';
import type { FileList, RpmFile } from './files.ts';
import { archName, label, packager, prefixes, releaseName, summary, versionName } from './names.ts';
import type { Relation } from './relation.ts';
import type { RelationKind, Relations } from './relations.ts';
import { programOf, SLOTS, scriptOf } from './scripts.ts';
import { rowsOf, type TagRow } from './tag-row.ts';
import { TRIGGER_TAGS } from './triggers.ts';

/** What a main header is made of. */
export interface HeaderFacts {
  readonly pkg: Package;
  readonly relations: Relations;
  readonly fileList: FileList;
  /** SHA-256 of the payload as hex: as it is in the package, and before compression. */
  readonly payload: { readonly digest: string; readonly plainDigest: string };
}

/** Sizes from here on have tags of 64 bits: rpm's docs/manual/large_files.md. */
export const LONG_SIZE = 0xffff_ffff;
/** PGPHASHALGO_SHA256 of rpm's include/rpm/rpmcrypto.h. */
const SHA256 = 8;
/** The machine's name would make the package differ from one machine to the next. */
const BUILD_HOST = 'localhost';

const { int16, int32, int64, string, i18n, strings } = rowsOf<HeaderFacts>();

/** What every package has, binary or source. */
export const PACKAGE_TAGS: readonly TagRow<HeaderFacts>[] = [
  strings(100, 'HEADERI18NTABLE', () => ['C']),
  string(1000, 'NAME', ({ pkg }) => pkg.name),
  string(1001, 'VERSION', ({ pkg }) => versionName(pkg.version)),
  string(1002, 'RELEASE', ({ pkg }) => releaseName(pkg.version)),
  int32(1003, 'EPOCH', ({ pkg }) => (pkg.version.epoch ? Number(pkg.version.epoch) : undefined)),
  i18n(1004, 'SUMMARY', ({ pkg }) => summary(pkg)),
  i18n(1005, 'DESCRIPTION', ({ pkg }) => pkg.description),
  int32(1006, 'BUILDTIME', ({ pkg }) => pkg.time),
  string(1007, 'BUILDHOST', ({ pkg }) => pkg.rpm.buildHost.trim() || BUILD_HOST),
  int32(1009, 'SIZE', ({ fileList }) => short(fileList.installedSize)),
  string(1011, 'VENDOR', ({ pkg }) => pkg.vendor || undefined),
  // rpm counts the licence among the tags that every package has.
  string(1014, 'LICENSE', ({ pkg }) => pkg.license),
  string(1015, 'PACKAGER', ({ pkg }) => packager(pkg) || undefined),
  i18n(1016, 'GROUP', ({ pkg }) => pkg.rpm.group || undefined),
  string(1020, 'URL', ({ pkg }) => pkg.homepage || undefined),
  string(1021, 'OS', ({ pkg }) => pkg.platform),
  string(1022, 'ARCH', ({ pkg }) => archName(pkg)),
  int32(1080, 'CHANGELOGTIME', ({ pkg }) => pkg.changelog.map(({ time }) => time)),
  strings(1081, 'CHANGELOGNAME', ({ pkg }) => pkg.changelog.map(changelogName)),
  strings(1082, 'CHANGELOGTEXT', ({ pkg }) => pkg.changelog.map(changelogText)),
  string(1124, 'PAYLOADFORMAT', () => 'cpio'),
  string(1125, 'PAYLOADCOMPRESSOR', ({ pkg }) => compressor(pkg)?.name),
  string(1126, 'PAYLOADFLAGS', ({ pkg }) => compressor(pkg)?.level.toString()),
  int64(5009, 'LONGSIZE', ({ fileList }) => long(fileList.installedSize)),
  int32(5011, 'FILEDIGESTALGO', ({ fileList }) => (fileList.files.length ? SHA256 : undefined)),
  string(5062, 'ENCODING', ({ pkg }) => (isUtf8(pkg) ? 'utf-8' : undefined)),
  strings(5092, 'PAYLOADDIGEST', ({ payload }) => [payload.digest]),
  int32(5093, 'PAYLOADDIGESTALGO', () => SHA256),
  strings(5097, 'PAYLOADDIGESTALT', ({ payload }) => [payload.plainDigest]),
];

const BINARY_TAGS: readonly TagRow<HeaderFacts>[] = [
  string(1044, 'SOURCERPM', ({ pkg }) => `${label(pkg)}.src.rpm`),
  strings(1098, 'PREFIXES', ({ pkg }) => prefixes(pkg)),
  strings(5010, 'FILECAPS', ({ pkg, fileList }) => capabilitiesOf(pkg, fileList.files)),
];

/** A list with one value for each file. */
const column =
  <T>(get: (file: RpmFile) => T) =>
  ({ fileList }: HeaderFacts) =>
    fileList.files.map(get);

export const FILE_TAGS: readonly TagRow<HeaderFacts>[] = [
  int32(1028, 'FILESIZES', (facts) => (facts.fileList.large ? undefined : sizes(facts))),
  int16(
    1030,
    'FILEMODES',
    column(({ mode }) => mode),
  ),
  int16(
    1033,
    'FILERDEVS',
    column(() => 0),
  ),
  int32(
    1034,
    'FILEMTIMES',
    column(({ mtime }) => mtime),
  ),
  strings(
    1035,
    'FILEDIGESTS',
    column((file) => file.digest()),
  ),
  strings(
    1036,
    'FILELINKTOS',
    column(({ linkTo }) => linkTo),
  ),
  int32(
    1037,
    'FILEFLAGS',
    column(({ flags }) => flags),
  ),
  strings(
    1039,
    'FILEUSERNAME',
    column(({ owner }) => owner),
  ),
  strings(
    1040,
    'FILEGROUPNAME',
    column(({ group }) => group),
  ),
  int32(
    1045,
    'FILEVERIFYFLAGS',
    column(({ verifyFlags }) => verifyFlags),
  ),
  int32(
    1095,
    'FILEDEVICES',
    column(() => 1),
  ),
  int32(
    1096,
    'FILEINODES',
    column(({ inode }) => inode),
  ),
  strings(
    1097,
    'FILELANGS',
    column(({ lang }) => lang),
  ),
  int32(
    1116,
    'DIRINDEXES',
    column(({ dirIndex }) => dirIndex),
  ),
  strings(
    1117,
    'BASENAMES',
    column(({ basename }) => basename),
  ),
  strings(1118, 'DIRNAMES', ({ fileList }) => fileList.dirnames),
  int64(5008, 'LONGFILESIZES', (facts) => (facts.fileList.large ? sizes(facts) : undefined)),
];

const SCRIPT_TAGS: readonly TagRow<HeaderFacts>[] = SLOTS.flatMap((slot) => [
  string(slot.tag, slot.name, ({ pkg }) => scriptOf(pkg, slot)?.bytes),
  {
    tag: slot.progTag,
    name: `${slot.name}PROG`,
    value({ pkg }: HeaderFacts) {
      const program = programOf(pkg, slot);
      if (!program) return undefined;
      const [text, ...rest] = program;
      return rest.length > 0
        ? { type: 'strings' as const, values: [text, ...rest] }
        : { type: 'string' as const, text };
    },
  },
]);

export const RELATION_TAGS: readonly TagRow<HeaderFacts>[] = [
  ...relationRows('require', 'REQUIRE', { flags: 1048, name: 1049, version: 1050 }),
  ...relationRows('provide', 'PROVIDE', { flags: 1112, name: 1047, version: 1113 }),
  ...relationRows('conflict', 'CONFLICT', { flags: 1053, name: 1054, version: 1055 }),
  ...relationRows('obsolete', 'OBSOLETE', { flags: 1114, name: 1090, version: 1115 }),
  ...relationRows('recommend', 'RECOMMEND', { flags: 5048, name: 5046, version: 5047 }),
  ...relationRows('suggest', 'SUGGEST', { flags: 5051, name: 5049, version: 5050 }),
  ...relationRows('supplement', 'SUPPLEMENT', { flags: 5054, name: 5052, version: 5053 }),
  ...relationRows('enhance', 'ENHANCE', { flags: 5057, name: 5055, version: 5056 }),
];

function relationRows(
  kind: RelationKind,
  label: string,
  tags: { readonly flags: number; readonly name: number; readonly version: number },
): TagRow<HeaderFacts>[] {
  const of =
    <T>(get: (relation: Relation) => T) =>
    ({ relations }: HeaderFacts) =>
      relations[kind].map(get);
  return [
    int32(
      tags.flags,
      `${label}FLAGS`,
      of(({ flags }) => flags),
    ),
    strings(
      tags.name,
      `${label}NAME`,
      of(({ name }) => name),
    ),
    strings(
      tags.version,
      `${label}VERSION`,
      of(({ version }) => version),
    ),
  ];
}

export const HEADER_TAGS: readonly TagRow<HeaderFacts>[] = [
  ...PACKAGE_TAGS,
  ...BINARY_TAGS,
  ...FILE_TAGS,
  ...SCRIPT_TAGS,
  ...RELATION_TAGS,
  ...TRIGGER_TAGS,
];

/** A size for a tag of 32 bits, or of 64: one of the two. */
const short = (size: number) => (size < LONG_SIZE ? size : undefined);
const long = (size: number) => (size < LONG_SIZE ? undefined : size);

function sizes({ fileList }: HeaderFacts): number[] {
  return fileList.files.map(({ size }) => size);
}

/** Nothing when the payload is as it is; rpm then finds out by itself. */
function compressor({ compression }: Package) {
  return compression.name === 'none' ? undefined : compression;
}

/** Scripts are the only bytes of a header that come from elsewhere than a text. */
function isUtf8({ scripts }: Package): boolean {
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    for (const script of Object.values(scripts)) decoder.decode(script.bytes);
    return true;
  } catch {
    return false;
  }
}
