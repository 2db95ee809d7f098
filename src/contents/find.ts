import type { ContentType } from '../model/recipe.ts';
import { findFiles } from './files.ts';
import type { Found, Item } from './item.ts';
import { findSymlink } from './links.ts';
import { findDir, findDocument, findGhost } from './single.ts';
import { findTree } from './trees.ts';

const FINDERS: Readonly<Record<ContentType, (item: Item) => Promise<Found>>> = {
  file: findFiles,
  config: findFiles,
  'config|noreplace': findFiles,
  'config|missingok': findFiles,
  tree: findTree,
  'config|tree': findTree,
  'config|noreplace|tree': findTree,
  'config|missingok|tree': findTree,
  doc: findDocument,
  license: findDocument,
  licence: findDocument,
  readme: findDocument,
  symlink: findSymlink,
  dir: findDir,
  ghost: findGhost,
};

/** Types whose items quietly replace what earlier items put at the same path. */
export function isTree(type: ContentType): boolean {
  return FINDERS[type] === findTree;
}

/** Types whose owner and group also become those of the parent folders that they bring about. */
export function lendsOwner(type: ContentType): boolean {
  return FINDERS[type] === findTree || FINDERS[type] === findFiles;
}

/** All that an item brings into the package. @throws JacoPkgError with all that is wrong with it */
export function find(item: Item): Promise<Found> {
  return FINDERS[item.content.type](item);
}
