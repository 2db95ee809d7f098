import type { Warning } from '../errors.ts';
import { keyOf, type Places } from './places.ts';
import { valuesAt } from './walk.ts';

interface Deprecation {
  /** `*` is every key. */
  readonly path: readonly string[];
  readonly value: string;
  readonly message: string;
  readonly hint: string;
}

const DPKG_SIG = {
  value: 'dpkg-sig',
  message: 'current Debian has no dpkg-sig to verify the signature with',
  hint: 'use debsign, which debsig-verify takes',
};

/** Settings that still work, and that nobody should choose any more. */
const DEPRECATIONS: readonly Deprecation[] = [
  { path: ['deb', 'signature', 'method'], ...DPKG_SIG },
  { path: ['overrides', '*', 'deb', 'signature', 'method'], ...DPKG_SIG },
];

export function deprecationWarnings(settings: unknown, places: Places): Warning[] {
  return DEPRECATIONS.flatMap(({ path, value, message, hint }) =>
    [...valuesAt(settings, path)]
      .filter(([, found]) => found === value)
      .map(([at]) => ({
        code: 'config_deprecated',
        message,
        place: places.of(keyOf(at)),
        hint,
      })),
  );
}
