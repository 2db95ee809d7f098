// What dpkg refuses in a control file: deb822(5), deb-control(5).
import type { FormatErrorCode } from '../model/format.ts';
import type { Package } from '../model/package.ts';
import type { Problem } from '../model/problem.ts';
import { fieldValue } from './control.ts';
import { FIELDS, type FieldKind, type OwnField, ownFields } from './fields.ts';
import { processor } from './names.ts';
import { relationFault } from './relations.ts';

type FieldProblem = Problem<FormatErrorCode>;

/** deb822(5): printable ASCII without blanks and colons; dpkg wants two of them at least. */
const FIELD_NAME = /^(?![#-])[!-9;-~]{2,}$/;

/** Fields of dpkg's database; it refuses them in a package. */
const DATABASE_FIELDS: ReadonlySet<string> = new Set([
  'conffiles',
  'config-version',
  'status',
  'triggers-awaited',
  'triggers-pending',
]);

/** Fields that take one of a few values. */
const CHOICES: ReadonlyMap<string, readonly string[]> = new Map([
  ['essential', ['yes', 'no']],
  ['multi-arch', ['same', 'foreign', 'allowed', 'no']],
  ['protected', ['yes', 'no']],
]);

/** How relations are written, for hints. */
const RELATION = 'name, or name (>= 1.2)';
const ALTERNATIVES = 'name, name (>= 1.2), or a | b';

/** Every field that dpkg would stumble over, standard ones and the user's own. */
export function fieldProblems(pkg: Package): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const written = new Map<string, string>();
  for (const field of FIELDS) {
    const value = field.value(pkg, 0);
    if (fieldValue(field, value) === '') continue;
    written.set(field.name.toLowerCase(), field.name);
    problems.push(...valueProblems(pkg, field, value));
  }
  for (const field of ownFields(pkg)) {
    const problem = nameProblem(pkg, field, written.get(field.name.toLowerCase()));
    written.set(field.name.toLowerCase(), field.name);
    if (problem) problems.push(problem);
    else problems.push(...valueProblems(pkg, field, field.value), ...choiceProblems(pkg, field));
  }
  return problems;
}

function nameProblem(
  pkg: Package,
  { name, key }: OwnField,
  twin: string | undefined,
): FieldProblem | undefined {
  const place = pkg.locate(key);
  if (!FIELD_NAME.test(name)) {
    return {
      code: 'name_invalid',
      message: `${JSON.stringify(name)} is no name for a control field`,
      place,
      hint: 'use letters, digits and hyphens, at least two, beginning with a letter',
    };
  }
  if (DATABASE_FIELDS.has(name.toLowerCase())) {
    return { code: 'name_invalid', message: `dpkg allows no field ${name} in a package`, place };
  }
  if (twin === undefined) return undefined;
  return {
    code: 'name_invalid',
    message: `the field ${name} is in the control file already, as ${twin}; dpkg refuses a second one`,
    place,
    hint: 'take one of them away',
  };
}

function valueProblems(
  pkg: Package,
  { name, key, kind }: { readonly name: string; readonly key: string; readonly kind: FieldKind },
  value: string | readonly string[],
): FieldProblem[] {
  if (typeof value !== 'string') {
    return value.flatMap((item, index) =>
      item.trim() === '' ? [] : relationProblems(pkg, name, `${key}[${index}]`, item, kind),
    );
  }
  if (kind === 'relations' || kind === 'alternatives') {
    return relationProblems(pkg, name, key, value, kind);
  }
  const wrong = kind === 'line' ? /[\n\r\0]/ : /\0/;
  if (kind === 'word' || !wrong.test(value.trim())) return [];
  return [
    {
      code: 'format_limit',
      message: `${name}: ${JSON.stringify(value.trim())} does not fit on one line`,
      place: pkg.locate(key),
      hint: 'only the description may have several lines',
    },
  ];
}

function relationProblems(
  pkg: Package,
  name: string,
  key: string,
  item: string,
  kind: FieldKind,
): FieldProblem[] {
  const fault = relationFault(item, kind === 'alternatives');
  if (!fault) return [];
  const message = `${name}: dpkg cannot read ${JSON.stringify(item)}: ${fault.reason}`;
  return [
    {
      code: 'relation_invalid',
      message,
      place: pkg.locate(key),
      hint: fault.hint ?? `write ${kind === 'alternatives' ? ALTERNATIVES : RELATION}`,
    },
  ];
}

function choiceProblems(pkg: Package, { name, key, value }: OwnField): FieldProblem[] {
  const choices = CHOICES.get(name.toLowerCase());
  if (/^multi-arch$/i.test(name) && /^same$/i.test(value) && processor(pkg) === 'all') {
    const message = `dpkg takes no ${name}: ${value} of a package for all architectures`;
    const hint = 'write foreign, which such packages can be';
    return [{ code: 'format_limit', message, place: pkg.locate(key), hint }];
  }
  if (!choices || choices.includes(value.toLowerCase())) return [];
  return [
    {
      code: 'format_limit',
      message: `${name} cannot be ${JSON.stringify(value)}`,
      place: pkg.locate(key),
      hint: `use one of ${choices.join(', ')}`,
    },
  ];
}
