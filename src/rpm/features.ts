import type { Package } from '../model/package.ts';
import type { FileList } from './files.ts';
import type { Relation } from './relation.ts';
import type { Relations } from './relations.ts';
import { LUA, programOf, SLOTS } from './scripts.ts';
import { SENSE } from './sense.ts';
import { triggerPrograms } from './triggers.ts';

interface Facts {
  readonly pkg: Package;
  readonly relations: Relations;
  readonly files: FileList;
}

interface Feature {
  readonly name: string;
  /** The rpm that brought it, by rpmlibProvides of rpm's lib/rpmds.cc and rpm's build/pack.cc. */
  readonly since: string;
  needed(facts: Facts): boolean;
}

const FEATURES: readonly Feature[] = [
  { name: 'BuiltinLuaScripts', since: '4.2.2-1', needed: hasLua },
  { name: 'CaretInVersions', since: '4.15.0-1', needed: (facts) => inVersions('^', facts) },
  { name: 'CompressedFileNames', since: '3.0.4-1', needed: () => true },
  {
    name: 'FileCaps',
    since: '4.6.1-1',
    needed: ({ pkg }) => Object.keys(pkg.rpm.capabilities).length > 0,
  },
  { name: 'FileDigests', since: '4.6.0-1', needed: () => true },
  { name: 'LargeFiles', since: '4.12.0-1', needed: ({ files }) => files.large },
  { name: 'PayloadFilesHavePrefix', since: '4.0-1', needed: () => true },
  { name: 'PayloadIsLzma', since: '4.4.6-1', needed: ({ pkg }) => pkg.compression.name === 'lzma' },
  { name: 'PayloadIsXz', since: '5.2-1', needed: ({ pkg }) => pkg.compression.name === 'xz' },
  {
    name: 'PayloadIsZstd',
    since: '5.4.18-1',
    needed: ({ pkg }) => pkg.compression.name === 'zstd',
  },
  { name: 'RichDependencies', since: '4.12.0-1', needed: hasRich },
  { name: 'ScriptletInterpreterArgs', since: '4.0.3-1', needed: hasInterpreterArguments },
  { name: 'TildeInVersions', since: '4.10.0-1', needed: (facts) => inVersions('~', facts) },
];

/** What concerns the payload, and not what is installed: all that a source package needs. */
const OF_PAYLOAD = /^(?:CompressedFileNames|FileDigests|LargeFiles|PayloadIs\w+)$/;

/** The rpmlib() dependencies: what the installing rpm must be able to do. */
export function featureRelations(facts: Facts, kind: 'binary' | 'source' = 'binary'): Relation[] {
  const possible = FEATURES.filter(({ name }) => kind === 'binary' || OF_PAYLOAD.test(name));
  return possible
    .filter((feature) => feature.needed(facts))
    .map(({ name, since }) => ({
      name: `rpmlib(${name})`,
      flags: SENSE.rpmlib | SENSE.less | SENSE.equal,
      version: since,
      inner: [],
    }));
}

function inVersions(char: string, { relations }: Facts): boolean {
  const all = Object.values(relations).flat();
  return all.some(({ version, inner }) => [version, ...inner].some((text) => text.includes(char)));
}

function hasRich({ relations }: Facts): boolean {
  return Object.values(relations)
    .flat()
    .some(({ name }) => name.startsWith('('));
}

function hasInterpreterArguments({ pkg }: Facts): boolean {
  return SLOTS.some((slot) => (programOf(pkg, slot)?.length ?? 0) > 1);
}

function hasLua({ pkg }: Facts): boolean {
  const programs = SLOTS.map((slot) => programOf(pkg, slot)?.[0]);
  return [...programs, ...triggerPrograms(pkg)].includes(LUA);
}
