/** Bits of a dependency's flags: rpmsenseFlags of rpm's include/rpm/rpmds.h. */
export const SENSE = {
  less: 1 << 1,
  greater: 1 << 2,
  equal: 1 << 3,
  posttrans: 1 << 5,
  pretrans: 1 << 7,
  interp: 1 << 8,
  pre: 1 << 9,
  post: 1 << 10,
  preun: 1 << 11,
  postun: 1 << 12,
  verify: 1 << 13,
  triggerin: 1 << 16,
  triggerun: 1 << 17,
  triggerpostun: 1 << 18,
  rpmlib: 1 << 24,
  triggerprein: 1 << 25,
} as const;

/** The operators of a versioned dependency. */
export const OPERATORS: Readonly<Record<string, number>> = {
  '<': SENSE.less,
  '<=': SENSE.less | SENSE.equal,
  '=': SENSE.equal,
  '>=': SENSE.greater | SENSE.equal,
  '>': SENSE.greater,
};
