import { type ErrorProblem, throwIfAny } from '../errors.ts';
import { suggest } from '../model/suggest.ts';
import {
  type AnyKind,
  type Kind,
  List,
  type Misfit,
  Optional,
  type Path,
  Section,
} from './kinds.ts';
import { keyOf, type Places } from './places.ts';
import type { Refusal } from './readers.ts';

/** How many problems are told at once; of a file of noise everything is wrong. */
const MAX_PROBLEMS = 50;

/**
 * The values, checked and typed.
 * @param places where they are written
 * @param whole what it is that has them, for messages
 * @throws JacoPkgError with every problem found, in the order of the file
 */
export function validated<Input, Output>(
  schema: Kind<Input, Output>,
  values: unknown,
  places: Places,
  whole = 'a configuration',
): Output {
  const misfits: Misfit[] = [];
  const result = schema.read(values, [], misfits);
  throwIfAny(problemsOf(misfits, schema, places, whole));
  return result as Output;
}

function problemsOf(
  misfits: readonly Misfit[],
  schema: AnyKind,
  places: Places,
  whole: string,
): ErrorProblem[] {
  return misfits
    .slice(0, MAX_PROBLEMS)
    .map(({ path, what }) => {
      if ('unknownKey' in what) return unknownKey(what.unknownKey, path, schema, places);
      return valueProblem(what, path, places, whole);
    })
    .sort(({ place: a = {} }, { place: b = {} }) => {
      return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
    });
}

function valueProblem(
  { code, message, hint }: Refusal,
  path: Path,
  places: Places,
  whole: string,
): ErrorProblem {
  const name = keyOf(path.slice(typeof path.at(-1) === 'number' ? -2 : -1));
  const subject = name || whole;
  const problem = { code, message: `${subject} ${message}`, place: places.of(keyOf(path)) };
  return hint === undefined ? problem : { ...problem, hint };
}

function unknownKey(key: string, path: Path, schema: AnyKind, places: Places): ErrorProblem {
  const full = keyOf([...path, key]);
  return {
    code: 'config_unknown_key',
    message: `there is no key ${JSON.stringify(key)} ${path.length > 0 ? `in ${keyOf(path)}` : 'in a configuration'}`,
    place: places.of(full, 'key'),
    hint: hintFor(key, path, schema),
  };
}

/** Keys of nfpm 1, and what is written in their place. */
const FORMER: ReadonlyMap<string, string> = new Map(
  Object.entries({
    files: 'contents',
    config_files: 'contents with type: config',
    config_noreplace_files: 'contents with type: config|noreplace',
    config_missingok_files: 'contents with type: config|missingok',
    ghost_files: 'contents with type: ghost',
    empty_folders: 'contents with type: dir',
    symlinks: 'contents with type: symlink',
    bindir: 'the whole path in contents',
  }),
);

/** https://goreleaser.com/customization/nfpm/, where nfpm.yaml often comes from. */
const LINTIAN_OVERRIDES =
  'that is a key of goreleaser; here it is a file in contents, at /usr/share/lintian/overrides/NAME';

/**
 * What became of a former key; a near key; a section that has it; the top level, if it has it; or
 * all that there are.
 */
function hintFor(key: string, path: Path, schema: AnyKind): string {
  if (key === 'lintian_overrides') return LINTIAN_OVERRIDES;
  const now = FORMER.get(key);
  if (now && 'contents' in shapeAt(schema, [])) return `nfpm 2 has ${now} in its place`;
  const shape = shapeAt(schema, path);
  const known = Object.keys(shape).filter((name) => name !== 'data');
  const near = suggest(key, known);
  if (near) return `did you mean ${near}?`;
  const section = known.find((name) => Object.hasOwn(shapeAt(shape[name], []), key));
  if (section) return `it belongs in ${section}`;
  if (path.length > 0 && Object.hasOwn(shapeAt(schema, []), key)) {
    const where = path[0] === 'overrides' ? 'and cannot be overridden' : 'not here';
    return `it belongs at the top level, ${where}`;
  }
  return `the keys here are ${known.join(', ')}`;
}

/** Keys of the section at a path, following lists; {} where there is none. */
function shapeAt(schema: AnyKind | undefined, path: Path): Readonly<Record<string, AnyKind>> {
  let current = unwrap(schema);
  for (const step of path) {
    if (current instanceof Section) current = unwrap(current.shape[String(step)]);
    else if (current instanceof List) current = unwrap(current.item);
    else return {};
  }
  return current instanceof Section ? current.shape : {};
}

function unwrap(schema: AnyKind | undefined): AnyKind | undefined {
  return schema instanceof Optional ? schema.inner : schema;
}
