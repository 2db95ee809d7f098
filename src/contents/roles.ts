import type { FileRole } from '../model/entry.ts';
import type { ContentType } from '../model/recipe.ts';

/** What the files of an item are to a package manager. */
export const ROLES: Readonly<Record<ContentType, FileRole>> = {
  file: 'plain',
  dir: 'plain',
  tree: 'plain',
  symlink: 'plain',
  ghost: 'plain',
  doc: 'doc',
  license: 'license',
  licence: 'license',
  readme: 'readme',
  config: 'config',
  'config|noreplace': 'config|noreplace',
  'config|missingok': 'config|missingok',
  'config|tree': 'config',
  'config|noreplace|tree': 'config|noreplace',
  'config|missingok|tree': 'config|missingok',
};
