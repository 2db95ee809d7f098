import { type Package, RPM_PHASES } from '../../model/package.ts';
import {
  archName,
  epochName,
  packager,
  prefixes,
  releaseName,
  summary,
  versionName,
} from '../names.ts';
import { formatRelation, type Relation } from '../relation.ts';
import { RELATION_KINDS, type RelationKind, readRelations } from '../relations.ts';
import { SENSE } from '../sense.ts';
import { literal, tagText } from './escape.ts';

type Row = readonly [tag: string, value: (pkg: Package) => string | readonly string[]];

/** Tags without a value are not written. */
const ROWS: readonly Row[] = [
  ['Name', ({ name }) => name],
  ['Epoch', ({ version }) => epochName(version)],
  ['Version', ({ version }) => versionName(version)],
  ['Release', ({ version }) => releaseName(version)],
  ['Summary', summary],
  ['License', ({ license }) => license],
  ['Group', ({ rpm }) => rpm.group],
  ['URL', ({ homepage }) => homepage],
  ['Vendor', ({ vendor }) => vendor],
  ['Packager', packager],
  ['Prefix', prefixes],
  ['BuildArch', (pkg) => (isNoarch(pkg) ? 'noarch' : '')],
  ['ExclusiveArch', (pkg) => exclusiveArch(pkg)],
  ['ExclusiveOS', ({ platform }) => (platform === 'linux' ? '' : platform)],
];

const RELATION_TAGS: Readonly<Record<RelationKind, string>> = {
  require: 'Requires',
  provide: 'Provides',
  conflict: 'Conflicts',
  obsolete: 'Obsoletes',
  recommend: 'Recommends',
  suggest: 'Suggests',
  supplement: 'Supplements',
  enhance: 'Enhances',
};

/** The programs are built: they are for one architecture, and no other can make the package. */
export function exclusiveArch(pkg: Package): string[] {
  return isNoarch(pkg) ? [] : [archName(pkg) ?? pkg.arch];
}

export function isNoarch(pkg: Package): boolean {
  return archName(pkg) === 'noarch';
}

/** The tags at the head of a spec file. */
export function preamble(pkg: Package, sources: readonly string[]): string {
  const tags = ROWS.flatMap(([tag, value]) =>
    [value(pkg)].flat().map((text) => [tag, tagText(text)] as const),
  );
  const files = sources.map((name, i) => [`Source${i}`, literal(name)] as const);
  const configured = readRelations(pkg).relations;
  const relations = RELATION_KINDS.flatMap((kind) =>
    configured[kind].map((relation) => relationTag(RELATION_TAGS[kind], relation)),
  );
  const all = [...tags, ...files, ['AutoReqProv', 'no'] as const, ...relations];
  return all.map(([tag, text]) => (text ? `${tag}: ${text}\n` : '')).join('');
}

/** `Requires(post): openssl >= 3`. */
function relationTag(tag: string, relation: Relation): readonly [string, string] {
  const phases = RPM_PHASES.filter((phase) => relation.flags & SENSE[phase]);
  const comparison = relation.flags & (SENSE.less | SENSE.greater | SENSE.equal);
  const text = literal(formatRelation({ ...relation, flags: comparison }));
  return [phases.length > 0 ? `${tag}(${phases.join(',')})` : tag, text];
}
