// Tags by rpm's include/rpm/rpmtag.h; only those that are read.

export const TAG = {
  name: 1000,
  version: 1001,
  release: 1002,
  epoch: 1003,
  summary: 1004,
  description: 1005,
  buildTime: 1006,
  size: 1009,
  longSize: 5009,
  vendor: 1011,
  license: 1014,
  packager: 1015,
  group: 1016,
  url: 1020,
  arch: 1022,
  sourceRpm: 1044,
  payloadFormat: 1124,
} as const;

/** Tags of the signature header, and what they are over. */
export const SIGNATURE_TAG = {
  dsa: 267,
  rsa: 268,
  sha1: 269,
  longSize: 270,
  longPayloadSize: 271,
  sha256: 273,
  openpgp: 278,
  size: 1000,
  pgp: 1002,
  md5: 1004,
  gpg: 1005,
  payloadSize: 1007,
} as const;

export const PAYLOAD_TAG = {
  digest: 5092,
  plainDigest: 5097,
} as const;

/** Lists with one value for each file. */
export const FILE_TAG = {
  oldNames: 1027,
  sizes: 1028,
  longSizes: 5008,
  modes: 1030,
  devices: 1095,
  mtimes: 1034,
  digests: 1035,
  linkTos: 1036,
  flags: 1037,
  owners: 1039,
  groups: 1040,
  inodes: 1096,
  dirIndexes: 1116,
  baseNames: 1117,
  dirNames: 1118,
  capabilities: 5010,
  digestAlgorithm: 5011,
} as const;

/** Names of the tags that hold one value, for people. */
export const FIELD_NAMES: ReadonlyMap<number, string> = new Map([
  [1000, 'Name'],
  [1003, 'Epoch'],
  [1001, 'Version'],
  [1002, 'Release'],
  [1022, 'Arch'],
  [1021, 'Os'],
  [1004, 'Summary'],
  [1005, 'Description'],
  [1016, 'Group'],
  [1014, 'License'],
  [1020, 'Url'],
  [1123, 'DistUrl'],
  [1010, 'Distribution'],
  [1011, 'Vendor'],
  [1015, 'Packager'],
  [1006, 'BuildTime'],
  [1007, 'BuildHost'],
  [1081, 'ChangelogName'],
  [1009, 'Size'],
  [5009, 'LongSize'],
  [1044, 'SourceRpm'],
  [1064, 'RpmVersion'],
  [1122, 'OptFlags'],
  [1132, 'Platform'],
  [1094, 'Cookie'],
  [1124, 'PayloadFormat'],
  [1125, 'PayloadCompressor'],
  [1126, 'PayloadFlags'],
  [5012, 'BugUrl'],
  [5034, 'Vcs'],
  [5062, 'Encoding'],
  [5100, 'ModularityLabel'],
]);
