// What nobody else was meant to see.
import { ALL, FILES, SYSTEM } from '../formats.ts';
import { below, files, nameOf, octal } from '../hits.ts';
import type { Rule } from '../model.ts';

/** Files in which programs keep passwords and tokens. */
const SECRET_FILE =
  /\/(\.env(\.(?!example|sample|template|dist|defaults)[^/]+)?|\.npmrc|\.pypirc|\.netrc|\.git-credentials|\.htpasswd|\.pgpass|\.my\.cnf|\.bash_history|\.zsh_history|id_(rsa|dsa|ecdsa|ed25519)|\.aws\/credentials|\.docker\/config\.json|\.kube\/config|[^/]+\.kdbx)$/;

/** Names that say what is in them. */
const SECRET_NAME = /(^|[._-])(secrets?|passwords?|credentials?|tokens?|apikeys?)([._-]|$)|\.key$/i;

/** Where such names mean rules about passwords, and no passwords. */
const HARMLESS = [
  '/etc/pam.d',
  '/etc/apparmor.d',
  '/etc/logcheck',
  '/etc/bash_completion.d',
  '/etc/default',
  '/etc/polkit-1',
  '/etc/selinux',
  '/etc/dbus-1',
];

/** Examples and tests bring keys on purpose. */
const isExample = (path: string) =>
  below(path, '/usr/share/doc') || /\/(tests?|examples?|fixtures?|testdata)\//.test(path);

export const SECRET_RULES: readonly Rule[] = [
  {
    id: 'private-key',
    severity: 'error',
    formats: ALL,
    why: 'Everybody who has the package has the key: whatever it protects is no longer protected. CWE-321.',
    fix: 'leave it out, replace the key everywhere, and make keys when the package is installed',
    sameAs: { rpmlint: ['pem-private-key'] },
    check: files(({ content, path }) => {
      return content?.hasPrivateKey && !isExample(path) && 'holds a private key without a password';
    }),
  },
  {
    id: 'secret-file',
    severity: 'error',
    formats: FILES,
    why: 'Programs keep passwords and tokens in files of this name; it was probably in the folder by chance. CWE-538.',
    fix: 'leave it out, with exclude in jaco-pkg.yaml, and replace what was in it',
    check: files(({ path }) => {
      return (
        SECRET_FILE.test(path) && !isExample(path) && 'is where programs keep passwords and tokens'
      );
    }),
  },
  {
    id: 'secret-readable',
    severity: 'warning',
    formats: SYSTEM,
    why: 'Every user of the machine may read it, and the administrator is to put a secret into it: CWE-732.',
    fix: 'set file_info.mode to 0640 and group to that of the service, or 0600',
    check: files(({ path, mode }) => {
      const isSecret =
        below(path, '/etc') && !below(path, ...HARMLESS) && SECRET_NAME.test(nameOf(path));
      return (
        isSecret &&
        (mode & 0o004) !== 0 &&
        `is named like a secret, and everybody may read it (${octal(mode)})`
      );
    }),
  },
];
