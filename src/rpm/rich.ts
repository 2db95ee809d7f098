// Rich dependencies, by rpm's docs/manual/boolean_dependencies.md:
//   rich    = "(" operand *( operator operand ) ")"
//   operand = rich / name [ comparison version ]
import { type Fault, formatRelation, parseSimple, type Relation } from './relation.ts';

/** What a list of dependencies comes to: all of them wanted, or any of them unwanted. */
export type Context = 'all' | 'any';

/** A group, or a single dependency: that has neither operators nor operands. */
interface Node {
  readonly text: string;
  readonly versions: readonly string[];
  readonly operators: readonly string[];
  readonly operands: readonly Node[];
}

const OPERATORS = new Set(['and', 'or', 'if', 'unless', 'else', 'with', 'without']);
const CHAINABLE = new Set(['and', 'or', 'with']);
/** Far more than anyone writes, and far less than the stack holds. */
const MAX_DEPTH = 100;
const SETS = new Set(['with', 'without', 'or']);

/** A dependency that starts with a parenthesis. */
export function parseRich(text: string, context: Context): Relation | Fault {
  const tokens = tokensOf(text);
  const node = parseGroup(tokens);
  if ('fault' in node) return node;
  if (tokens.length > 0) return { fault: `has ${JSON.stringify(tokens.join(' '))} after its end` };
  const fault = misplaced(node, context);
  return fault ? { fault } : { name: node.text, flags: 0, version: '', inner: node.versions };
}

/** Parentheses of groups, and the words between them; `lib.so()(64bit)` is one word. */
function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  let depth = 0;
  let word = '';
  for (const char of text) {
    const ends = /\s/.test(char) || (char === ')' && depth === 0);
    if (word !== '' && !ends) {
      word += char;
      depth += Number(char === '(') - Number(char === ')');
      continue;
    }
    if (word !== '') tokens.push(word);
    word = '';
    depth = 0;
    if (char === '(' || char === ')') tokens.push(char);
    else if (!ends) word = char;
  }
  return word === '' ? tokens : [...tokens, word];
}

/** Takes one group off the front of `tokens`. */
function parseGroup(tokens: string[], depth = 1): Node | Fault {
  if (depth > MAX_DEPTH) return { fault: `has parentheses in more than ${MAX_DEPTH} others` };
  tokens.shift();
  const operators: string[] = [];
  const operands: Node[] = [];
  for (;;) {
    const operand = tokens[0] === '(' ? parseGroup(tokens, depth + 1) : parseOperand(tokens);
    if ('fault' in operand) return operand;
    operands.push(operand);
    const next = tokens.shift();
    if (next === undefined) return { fault: 'lacks a closing parenthesis' };
    if (next === ')') break;
    if (!OPERATORS.has(next)) return { fault: `has ${JSON.stringify(next)} for an operator` };
    operators.push(next);
  }
  if (!chains(operators)) return { fault: `cannot chain ${operators.join(', ')} in one group` };
  const text = operands.map((node, i) => [node.text, operators[i] ?? []].flat().join(' '));
  const versions = operands.flatMap((node) => node.versions);
  return { text: `(${text.join(' ')})`, versions, operators, operands };
}

function parseOperand(tokens: string[]): Node | Fault {
  const length = tokens.findIndex((token) => '()'.includes(token) || OPERATORS.has(token));
  const words = tokens.splice(0, length < 0 ? tokens.length : length);
  if (words.length === 0) return { fault: 'lacks an operand' };
  const relation = parseSimple(words.join(' '));
  if ('fault' in relation) return { ...relation, fault: `${relation.fault} (${words.join(' ')})` };
  const versions = relation.version ? [relation.version] : [];
  return { text: formatRelation(relation), versions, operators: [], operands: [] };
}

function chains(operators: readonly string[]): boolean {
  const [first = 'and', second] = operators;
  if (operators.length < 2) return first !== 'else';
  if (second === 'else') return (first === 'if' || first === 'unless') && operators.length === 2;
  return CHAINABLE.has(first) && operators.every((operator) => operator === first);
}

/** `if` means nothing useful among alternatives, nor `unless` among demands: rpm refuses both. */
function misplaced(node: Node, context: Context | 'either'): string | undefined {
  const [operator] = node.operators;
  if (operator === 'if' && context === 'any') return 'has an "if" where only "and" makes sense';
  if (operator === 'unless' && context === 'all') {
    return 'has an "unless" where only "or" makes sense';
  }
  if (operator?.startsWith('with') && !node.operands.every(isSet)) {
    return `has more than names, "or", "with" and "without" below its "${operator}"`;
  }
  const below = operator === undefined ? context : contextBelow(operator);
  const faults = node.operands.map((operand, i) => {
    // The condition of an `if` or `unless` stands for itself.
    const isCondition = i === 1 && (operator === 'if' || operator === 'unless');
    return misplaced(operand, isCondition ? 'either' : below);
  });
  return faults.find(Boolean);
}

function contextBelow(operator: string): Context {
  return operator === 'or' || operator === 'unless' ? 'any' : 'all';
}

function isSet(node: Node): boolean {
  return node.operators.every((operator) => SETS.has(operator)) && node.operands.every(isSet);
}
