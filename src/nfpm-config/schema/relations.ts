import { texts } from '../leaves.ts';

const EXPANDED = 'Environment variables are expanded; items that come out empty are left out.';

/** How packages relate to each other. The syntax of an item is that of the package manager. */
export const relations = {
  replaces: texts(`Packages whose files this one takes over. ${EXPANDED}`).optional(),
  provides: texts(`Names this package also goes by. ${EXPANDED}`).optional(),
  depends: texts(
    `Packages that must be installed with this one. ${EXPANDED}`,
    'git',
    'libc6 (>= 2.31)',
    '$LIBC',
  ).optional(),
  recommends: texts(`Packages installed with this one unless declined. ${EXPANDED}`).optional(),
  suggests: texts(`Packages that go well with this one. ${EXPANDED}`).optional(),
  conflicts: texts(`Packages that cannot be installed beside this one. ${EXPANDED}`).optional(),
};
