import { encodeHeader, IMMUTABLE_REGION } from '../header.ts';
import { entriesOf, rowsOf, type TagRow } from '../tag-row.ts';
import { FILE_TAGS, type HeaderFacts, PACKAGE_TAGS, RELATION_TAGS } from '../tags.ts';
import { exclusiveArch, isNoarch } from './preamble.ts';

export interface SourceFacts extends HeaderFacts {
  /** Names of the sources, the last one first as rpmbuild has it. */
  readonly sources: readonly string[];
}

const { int32, strings } = rowsOf<SourceFacts>();

const OWN_TAGS: readonly TagRow<SourceFacts>[] = [
  strings(1018, 'SOURCE', ({ sources }) => sources),
  strings(1061, 'EXCLUSIVEARCH', ({ pkg }) => exclusiveArch(pkg)),
  strings(1062, 'EXCLUSIVEOS', ({ pkg: { platform } }) => (platform === 'linux' ? [] : [platform])),
  strings(1089, 'BUILDARCHS', ({ pkg }) => (isNoarch(pkg) ? ['noarch'] : [])),
  int32(1106, 'SOURCEPACKAGE', () => 1),
];

const SOURCE_TAGS: readonly TagRow<SourceFacts>[] = [
  ...PACKAGE_TAGS,
  ...FILE_TAGS,
  ...RELATION_TAGS,
  ...OWN_TAGS,
];

/** The main header of a source package: no scriptlets, and nobody's dependencies. */
export function sourceHeader(facts: SourceFacts): Uint8Array {
  return encodeHeader(IMMUTABLE_REGION, entriesOf(SOURCE_TAGS, facts));
}
