import { dirname } from 'node:path';
import { largest } from '../../model/largest.ts';
import type { ReleasePlan, ReleaseResult } from '../../release/index.ts';
import { humanSize, shortPath } from '../messages.ts';

/** What was made, for people: a table of names, sizes and SHA-256. */
export function resultText(result: ReleaseResult, cwd: string): string {
  const { files, product, isWhole, keyId } = result;
  const rows = files.map(({ name, size, sha256 }) => [name, humanSize(size), sha256]);
  const folder = shortPath(dirname(files[0]?.path ?? cwd), cwd) || '.';
  const what = isWhole ? 'Released' : 'Made a part of';
  const signature = keyId ? `, signed by key ${keyId}` : isWhole ? ', not signed' : '';
  return `${table(rows)}${what} ${product.name} ${product.version} in ${folder}${signature}\n`;
}

/** What was made, for programs. */
export function resultJson({ product, isWhole, keyId, files, warnings }: ReleaseResult) {
  return { ...facts(product), isWhole, ...(keyId && { keyId }), files, warnings };
}

/** What would be made, for people. */
export function planText(plan: ReleasePlan, isSigned: boolean, cwd: string): string {
  const { product, target, isWhole } = plan;
  const folder = shortPath(target, cwd) || '.';
  const what = isWhole ? 'The release' : 'A part of the release';
  const rows = setOf(plan, isSigned).map(({ name, what: kind }) => [name, kind]);
  return `${table(rows)}${what} of ${product.name} ${product.version}, for ${folder}\n`;
}

/** What would be made, for programs. */
export function planJson(plan: ReleasePlan, isSigned: boolean) {
  const { product, target, isWhole, warnings } = plan;
  return { ...facts(product), isWhole, target, files: setOf(plan, isSigned), warnings };
}

function facts({ name, version, tag, commit, time, isDirty }: ReleasePlan['product']) {
  return { name, version, tag, commit, time, isDirty };
}

function setOf({ artifacts, files, documents }: ReleasePlan, isSigned: boolean) {
  return [
    ...artifacts.flatMap(({ fileName, format, pkg, companions }) => [
      { name: fileName, what: `${format} for ${pkg.platform}/${pkg.arch}` },
      ...companions.map((name) => ({ name, what: `signature of ${fileName}` })),
    ]),
    ...files.map(({ name, input }) => ({ name, what: `copy of ${input.name}` })),
    ...documents
      .filter(({ isSignature }) => isSigned || !isSignature)
      .map(({ name, what }) => ({ name, what })),
  ];
}

/** Columns two blanks apart; the second is one of sizes, and so to the right. */
function table(rows: readonly (readonly string[])[]): string {
  const width = (column: number) => largest(rows.map((row) => row[column]?.length ?? 0));
  const [names, sizes] = [width(0), width(1)];
  const lines = rows.map(([name = '', size = '', ...rest]) => {
    const middle = rest.length > 0 ? size.padStart(sizes) : size;
    return [name.padEnd(names), middle, ...rest].join('  ');
  });
  return lines.map((line) => `${line}\n`).join('');
}
