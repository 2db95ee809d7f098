import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What the licences of bundled packages ask for: their texts, to go with the bundle.
 * @param paths bundled files, from `root`
 */
export function licencesOf(paths, root) {
  const folders = paths.map((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]);
  const known = [...new Set(folders.filter((folder) => folder !== undefined))].sort();
  const intro = 'jaco-pkg contains code of these packages, under their own licences.\n';
  return [intro, ...known.map((folder) => licenceOf(join(root, folder)))].join(`\n${RULE}\n\n`);
}

const RULE = '-'.repeat(80);

function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((name) => /^licen[cs]e(?:\.|$)/i.test(name));
  if (file === undefined) throw new Error(`${name} is bundled and has no licence file`);
  const text = readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim();
  return `${name} ${version} (${license})\n\n${text}\n`;
}
