import { Composer, type Document, Lexer, LineCounter, Parser } from 'yaml';
import { type ErrorCode, type ErrorProblem, JacoPkgError, throwIfAny } from '../errors.ts';
import { Places, positionOf } from './places.ts';
import type { Tree } from './tree.ts';
import { type Fault, TreeBuilder } from './tree-builder.ts';

/** Far beyond any nfpm.yaml (nine levels); the composer recurses, so it must be bounded. */
const MAX_DEPTH = 100;
/** About 40,000 contents items; bounds time and memory for what is no configuration at all. */
const MAX_TOKENS = 1_000_000;
/** Of the problems of one file; a file of noise has one per character. */
const MAX_PROBLEMS = 50;

export interface YamlFile {
  /** Undefined when there is nothing but comments. */
  readonly root: Tree | undefined;
  readonly places: Places;
}

/**
 * Reads a YAML file of one document.
 * @param file what to call it in messages
 * @throws JacoPkgError with the code `config_yaml`, `config_duplicate_key`, `config_alias_bomb` or
 *   `config_too_large`
 */
export function parseYaml(text: string, file: string): YamlFile {
  const lines = new LineCounter();
  const problem = ({ at, code, message }: Fault): ErrorProblem => {
    return { code, message, place: { file, ...positionOf({ text, lines }, at) } };
  };
  const fail = (at: number, code: ErrorCode, message: string): never => {
    throw new JacoPkgError(problem({ at, code, message }));
  };
  const [document, second] = composeDocuments(text, lines, fail);
  const faults = (document?.errors ?? []).map(({ pos, message }): Fault => {
    return { at: pos[0], code: 'config_yaml', message: `invalid YAML: ${message}` };
  });
  if (faults.length === 0 && second) {
    fail(second.range[0], 'config_yaml', 'a second document begins here; a file holds one');
  }
  let root: Tree | undefined;
  if (faults.length === 0 && document?.contents) {
    const builder = new TreeBuilder();
    root = builder.build(document.contents, MAX_DEPTH);
    faults.push(...builder.faults);
  }
  throwIfAny(faults.slice(0, MAX_PROBLEMS).map(problem));
  return { root, places: root ? new Places(file, { text, lines, root }) : new Places(file) };
}

/** The first document, and the second if it holds anything. */
function composeDocuments(
  text: string,
  lines: LineCounter,
  fail: (at: number, code: ErrorCode, message: string) => never,
): Document.Parsed[] {
  const composer = new Composer({
    // Scalars stay text: what they mean is decided by go-yaml's rules and the key.
    schema: 'failsafe',
    // The library compares every key with every other; TreeBuilder has a map.
    uniqueKeys: false,
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const documents: Document.Parsed[] = [];
  for (const document of composer.compose(tokens(text, lines, fail), true, text.length)) {
    if (documents.length === 0 || !isEmpty(document)) documents.push(document);
    if (documents.length === 2) break;
  }
  return documents;
}

function* tokens(
  text: string,
  lines: LineCounter,
  fail: (at: number, code: ErrorCode, message: string) => never,
) {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (++count > MAX_TOKENS) {
      fail(parser.offset, 'config_too_large', `the file has more than ${MAX_TOKENS} YAML tokens`);
    }
    if (parser.stack.length > MAX_DEPTH) {
      fail(parser.offset, 'config_yaml', `nested more than ${MAX_DEPTH} levels deep`);
    }
    yield* parser.next(lexeme);
  }
  yield* parser.end();
}

function isEmpty({ contents, errors }: Document.Parsed): boolean {
  if (errors.length > 0 || !contents) return errors.length === 0;
  return 'value' in contents && contents.value === '';
}
