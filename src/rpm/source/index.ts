// A source rpm: the same file as a binary one, holding a spec file and what it is built of.
// `rpmbuild --rebuild` makes the binary package of it again.
import { utf8 } from '../../container/bytes.ts';
import type { Entry } from '../../model/entry.ts';
import type { Format, Kit } from '../../model/format.ts';
import type { Package } from '../../model/package.ts';
import type { Segment, Source } from '../../model/segment.ts';
import { assembleParts, type Parts } from '../assemble.ts';
import { featureRelations } from '../features.ts';
import { lead } from '../lead.ts';
import { archName, evr, label, summary } from '../names.ts';
import { payload } from '../payload.ts';
import { emptyRelations } from '../relations.ts';
import { SENSE } from '../sense.ts';
import { newestFirst } from './changelog.ts';
import { type SourceFile, sourceFileList } from './file-list.ts';
import { type SourceFacts, sourceHeader } from './header.ts';
import { check } from './limits.ts';
import { scriptlets } from './scriptlets.ts';
import { payloadTar, scriptName, tarName } from './sources.ts';
import { spec } from './spec.ts';

export const srpm: Format = {
  name: 'srpm',
  extension: '.src.rpm',
  fileDigests: [],
  readsFiles: true,
  signedWith: 'openpgp',
  fileName: (pkg) => `${label(pkg)}.src.rpm`,
  check,
  assemble,
};

async function assemble(
  given: Package,
  entries: readonly Entry<Source>[],
  kit: Kit,
): Promise<Segment[]> {
  const pkg = buildable(given);
  const scripts = scriptlets(pkg).map((scriptlet): SourceFile => {
    return { name: scriptName(pkg, scriptlet), body: [scriptlet.script.bytes] };
  });
  const sources: SourceFile[] = [{ name: tarName(pkg), body: payloadTar(entries) }, ...scripts];
  const specFile = { name: `${pkg.name}.spec`, body: [utf8(spec(pkg, entries))], isSpec: true };
  const fileList = await sourceFileList([...sources, specFile], pkg.time, kit);
  const facts = {
    pkg,
    fileList,
    relations: relationsOf(pkg, fileList),
    sources: sources.map(({ name }) => name).reverse(),
  };
  const parts: Parts = {
    lead: lead(label(pkg), archName(pkg) ?? pkg.arch, 'source'),
    header: (digests) => sourceHeader({ ...facts, payload: digests }),
    payload: payload(fileList, ''),
    compression: pkg.compression,
  };
  return assembleParts(parts, kit);
}

/** The package as rpmbuild would have it: it insists on some tags, and on the order of changes. */
function buildable(pkg: Package): Package {
  return {
    ...pkg,
    license: pkg.license.trim() || 'unspecified',
    rpm: { ...pkg.rpm, summary: summary(pkg).trim() || pkg.name },
    changelog: newestFirst(pkg.changelog),
  };
}

function relationsOf(pkg: Package, files: SourceFacts['fileList']) {
  const relations = emptyRelations();
  const provide = { name: pkg.name, flags: SENSE.equal, version: evr(pkg.version), inner: [] };
  const require = featureRelations({ pkg, relations, files }, 'source');
  return { ...relations, provide: [provide], require };
}
