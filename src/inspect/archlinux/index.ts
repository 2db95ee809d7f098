// pacman's package format: one compressed tar of .PKGINFO, .MTREE, maybe .BUILDINFO, .INSTALL and
// .CHANGELOG, and the files.
import { readTar } from '../archive/tar.ts';
import { bytesOf, fileText, memberName } from '../control-tar.ts';
import { packedSource, unpack } from '../decompress/index.ts';
import type { Facts, Found } from '../facts.ts';
import type { ControlFile, InspectedPackage, PackageMetadata, PackageScript } from '../model.ts';
import { allValues, firstValue, type Pairs, parsePkginfo, sharedMetadata } from '../pkginfo.ts';
import type { Reading } from '../reading.ts';
import type { PackageFile } from '../source.ts';
import { mtreeCheck, unpackMtree } from './mtree.ts';

/** Names of the files about the package. */
export const ARCH_CONTROL = /^\.(PKGINFO|BUILDINFO|MTREE|INSTALL|CHANGELOG)$/;

export async function* readArch(file: PackageFile, reading: Reading): AsyncGenerator<Found, Facts> {
  const controlFiles: ControlFile[] = [];
  const packed = await packedSource(file);
  for await (const raw of readTar(unpack(packed, reading), reading, 'package.tar')) {
    const name = memberName(raw.name);
    if (raw.type !== 'file' || !ARCH_CONTROL.test(name)) {
      yield { raw, digests: ['md5'] };
      continue;
    }
    if (name !== '.MTREE') reading.allowText(raw.size, raw.at);
    reading.keep(raw.size, raw.at);
    controlFiles.push({ name, bytes: await bytesOf(raw.body) });
  }
  const text = fileText(controlFiles, '.PKGINFO', reading);
  if (text === undefined)
    throw reading.malformed('there is no .PKGINFO', { member: 'package.tar' });
  const pairs = parsePkginfo(text);
  const backups = new Set(allValues(pairs, 'backup').map((path) => `/${path}`));
  const mtree = controlFiles.find(({ name }) => name === '.MTREE');
  const listed = mtree && (await unpackMtree(mtree.bytes, reading));
  return {
    format: 'archlinux',
    compression: packed.compression,
    metadata: metadataOf(pairs),
    relations: relationsOf(pairs),
    scripts: scriptsOf(fileText(controlFiles, '.INSTALL', reading) ?? ''),
    fields: pairs,
    controlFiles,
    signatures: [],
    flagsOf: (path) => (backups.has(path) ? ['config', 'noreplace'] : []),
    checks: (entries) => (listed ? mtreeCheck(listed, entries, controlFiles, reading) : []),
  };
}

function metadataOf(pairs: Pairs): PackageMetadata {
  return {
    ...sharedMetadata(pairs),
    license: allValues(pairs, 'license').join(', '),
    section: allValues(pairs, 'group').join(', '),
    source: firstValue(pairs, 'pkgbase'),
  };
}

function relationsOf(pairs: Pairs): Partial<InspectedPackage['relations']> {
  return {
    depends: allValues(pairs, 'depend'),
    suggests: allValues(pairs, 'optdepend'),
    conflicts: allValues(pairs, 'conflict'),
    provides: allValues(pairs, 'provides'),
    replaces: allValues(pairs, 'replaces'),
  };
}

/** The functions of .INSTALL, by PKGBUILD(5). */
const HOOKS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    pre_install: 'preinstall',
    post_install: 'postinstall',
    pre_upgrade: 'preupgrade',
    post_upgrade: 'postupgrade',
    pre_remove: 'preremove',
    post_remove: 'postremove',
  }),
);

/** The whole of .INSTALL for each function in it: one cannot be told from what is around it. */
function scriptsOf(text: string): PackageScript[] {
  const names = text.matchAll(
    /^[ \t]*(?:function[ \t]+)?([a-z]+_[a-z]+)[ \t]*(?:\([ \t]*\)|\{|$)/gm,
  );
  const scripts = new Map<string, PackageScript>();
  for (const [, name = ''] of names) {
    const kind = HOOKS.get(name);
    if (kind !== undefined) scripts.set(name, { kind, name, interpreter: '', text });
  }
  return [...scripts.values()];
}
