import type { ErrorProblem } from '../../errors.ts';
import { versionOf } from '../../nfpm-config/version.ts';
import type { Identity } from './identity.ts';
import type { Slot } from './slots.ts';

/** Packages whose version is not that of the tag: the configuration does not use it. */
export function versionProblems(
  slots: readonly Slot[],
  { tag, version = '' }: Identity,
): ErrorProblem[] {
  if (tag === '') return [];
  const expected = versionOf({ version }).version;
  const stray = slots.find(
    ({ pkg }) => pkg.version.version.replace(/^v(?=[0-9])/, '') !== expected,
  );
  if (!stray) return [];
  const message = `the version is ${stray.pkg.version.version}, and the tag of the commit is ${tag}`;
  const place = stray.pkg.locate('version');
  return [{ code: 'version_invalid', message, place, hint: 'write version: $PACKAGE_VERSION' }];
}
