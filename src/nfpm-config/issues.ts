import * as z from 'zod';
import { ERROR_CODES, type ErrorCode, type ErrorProblem, throwIfAny } from '../errors.ts';
import { suggest } from '../model/suggest.ts';
import { keyOf, type Places } from './places.ts';
import { describe } from './readers.ts';

type Path = readonly PropertyKey[];

/** How many problems are told at once; of a file of noise everything is wrong. */
const MAX_PROBLEMS = 50;

/**
 * The values, checked and typed.
 * @param places where they are written
 * @throws JacoPkgError with every problem found, in the order of the file
 */
export function validated<Schema extends z.ZodType>(
  schema: Schema,
  values: unknown,
  places: Places,
): z.output<Schema> {
  const result = schema.safeParse(values, { reportInput: true });
  if (!result.success) throwIfAny(problemsOf(result.error.issues, schema, places));
  return result.data as z.output<Schema>;
}

function problemsOf(
  issues: readonly z.core.$ZodIssue[],
  schema: z.ZodType,
  places: Places,
): ErrorProblem[] {
  const makers = issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [() => valueProblem(issue, places)];
    return issue.keys.map((key) => () => unknownKey(key, issue.path, schema, places));
  });
  return makers
    .slice(0, MAX_PROBLEMS)
    .map((make) => make())
    .sort(({ place: a = {} }, { place: b = {} }) => {
      return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
    });
}

function valueProblem(issue: z.core.$ZodIssue, places: Places): ErrorProblem {
  const key = keyOf(issue.path);
  const place = places.of(key);
  const name = keyOf(issue.path.slice(typeof issue.path.at(-1) === 'number' ? -2 : -1));
  const subject = name || 'a configuration';
  if (issue.code === 'custom') {
    const { code, hint } = issue.params ?? {};
    const problem = { code: errorCode(code), message: `${subject} ${issue.message}`, place };
    return typeof hint === 'string' ? { ...problem, hint } : problem;
  }
  const wanted = issue.code === 'invalid_type' ? WANTED[issue.expected] : undefined;
  const message = `${subject} must be ${wanted ?? 'something else'}, not ${describe(issue.input)}`;
  return { code: 'config_wrong_type', message, place };
}

const WANTED: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

function errorCode(code: unknown): ErrorCode {
  return ERROR_CODES.find((known) => known === code) ?? 'config_value';
}

function unknownKey(key: string, path: Path, schema: z.ZodType, places: Places): ErrorProblem {
  const full = keyOf([...path, key]);
  return {
    code: 'config_unknown_key',
    message: `there is no key ${JSON.stringify(key)} ${path.length > 0 ? `in ${keyOf(path)}` : 'in a configuration'}`,
    place: places.of(full, 'key'),
    hint: hintFor(key, path, schema),
  };
}

/** Keys of nfpm 1, and what is written in their place. */
const FORMER: Readonly<Record<string, string>> = {
  files: 'contents',
  config_files: 'contents with type: config',
  config_noreplace_files: 'contents with type: config|noreplace',
  config_missingok_files: 'contents with type: config|missingok',
  ghost_files: 'contents with type: ghost',
  empty_folders: 'contents with type: dir',
  symlinks: 'contents with type: symlink',
  bindir: 'the whole path in contents',
};

/**
 * What became of a former key; a near key; a section that has it; the top level, if it has it; or
 * all that there are.
 */
function hintFor(key: string, path: Path, schema: z.ZodType): string {
  const now = Object.hasOwn(FORMER, key) && FORMER[key];
  if (now && 'contents' in shapeAt(schema, [])) return `nfpm 2 has ${now} in its place`;
  const shape = shapeAt(schema, path);
  const known = Object.keys(shape).filter((name) => name !== 'data');
  const near = suggest(key, known);
  if (near) return `did you mean ${near}?`;
  const section = known.find((name) => key in shapeAt(shape[name], []));
  if (section) return `it belongs in ${section}`;
  if (path.length > 0 && key in shapeAt(schema, [])) {
    const where = path[0] === 'overrides' ? 'and cannot be overridden' : 'not here';
    return `it belongs at the top level, ${where}`;
  }
  return `the keys here are ${known.join(', ')}`;
}

/** Keys of the section at a path, following lists and maps; {} where there is none. */
function shapeAt(schema: unknown, path: Path): Readonly<Record<string, unknown>> {
  let current = unwrap(schema);
  for (const step of path) {
    if (current instanceof z.ZodObject) current = unwrap(current.shape[String(step)]);
    else if (current instanceof z.ZodArray) current = unwrap(current.element);
    else return {};
  }
  return current instanceof z.ZodObject ? current.shape : {};
}

function unwrap(schema: unknown): unknown {
  const inner = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  return inner instanceof z.ZodPipe ? inner.out : inner;
}
