// Dependency atoms by apk-package(5):  [!]name[operator version]
// apk refuses the whole package over one atom that it cannot read.

import { utf8Length } from '../container/bytes.ts';
import type { FormatErrorCode } from '../model/format.ts';
import type { Package, Relations } from '../model/package.ts';
import type { Problem } from '../model/problem.ts';
import { isVersion } from './version.ts';

const NAME = /^[A-Za-z0-9._+\-,[\]:/]+$/;
const ATOM = /^(!?)([^<>=~\s]*)(?:([<>=~]+)(\S*))?$/;
const OPERATORS = ['<', '<=', '<~', '=', '~', '=~', '~=', '>~', '>=', '>', '><'];
/** apk-tools writes an atom and the blank before it through a buffer of 256 bytes. */
const MAX_ATOM = 255;

/** The relations apk knows, and which of an atom's parts each may have. */
const KINDS = [
  { key: 'depends', conflict: true, operators: OPERATORS },
  { key: 'provides', conflict: false, operators: ['='] },
  { key: 'replaces', conflict: false, operators: OPERATORS },
] as const satisfies readonly {
  readonly key: keyof Relations;
  readonly conflict: boolean;
  readonly operators: readonly string[];
}[];

type Kind = (typeof KINDS)[number];

/** An atom as apk reads it: `musl >= 1.2` without its blanks. */
export function atom(text: string): string {
  return text.trim().replace(/\s*([<>=~]+)\s*/, '$1');
}

export function relationProblems(pkg: Package): Problem<FormatErrorCode>[] {
  return KINDS.flatMap((kind) =>
    pkg.relations[kind.key].flatMap((text, index) => {
      const fault = atomFault(atom(text), kind);
      if (!fault) return [];
      return [
        {
          code: 'relation_invalid' as const,
          message: `apk cannot read "${text}" in ${kind.key}: ${fault}`,
          place: pkg.locate(`${kind.key}[${index}]`),
          hint: 'write name, or name with an operator and a version: musl>=1.2; apk may have its own under overrides.apk',
        },
      ];
    }),
  );
}

/** Why apk would not take an item of one of its lists, as the end of a sentence; or undefined. */
export function relationFault(text: string, key: Kind['key']): string | undefined {
  const kind = KINDS.find((known) => known.key === key);
  return kind && atomFault(atom(text), kind);
}

function atomFault(text: string, kind: Kind): string | undefined {
  const [, conflict = '', name = '', operator = '', version = ''] = ATOM.exec(text) ?? [];
  if (!NAME.test(name)) return 'a name is made of letters, digits and . _ + - , : / [ ]';
  if (conflict && !kind.conflict) return 'a "!" only has a meaning in depends';
  if (utf8Length(text) > MAX_ATOM) return `it is longer than ${MAX_ATOM} bytes`;
  if (!operator) return undefined;
  if (!(kind.operators as readonly string[]).includes(operator)) {
    return `"${operator}" is none of ${kind.operators.join(' ')}`;
  }
  // After `><` stands a checksum.
  const right = operator === '><' ? version !== '' : isVersion(version);
  return right ? undefined : `"${version}" is no apk version`;
}
