// What is apk's alone.
import type { Rule } from '../model.ts';

/** Files of the control section, by apk-package(5). */
const KNOWN = /^\.(PKGINFO|SIGN\..*|(pre|post)-(install|upgrade|deinstall)|trigger|dummy)$/;

export const APK_RULES: readonly Rule[] = [
  {
    id: 'apk-script-name',
    severity: 'error',
    formats: ['apk'],
    why: 'apk-package(5): apk runs .pre-install, .post-install, .pre-upgrade, .post-upgrade, .pre-deinstall, .post-deinstall and .trigger; others are never run.',
    fix: 'rename it, with deinstall for removal',
    check: ({ controlFiles, locate }) =>
      [...controlFiles.keys()]
        .filter((name) => !KNOWN.test(name))
        .map((name) => ({
          message: `apk does not run ${name}`,
          path: name,
          place: locate('scripts'),
        })),
  },
];
