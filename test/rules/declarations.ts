// Reads the declarations that tsc makes of src: one statement after the other, each at the start of
// a line. Enough to tell which types they mention, without an API of the compiler.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { output } from '../support/tools.ts';

const root = new URL('../../', import.meta.url).pathname;

/** A name, by where it is declared: `model/entry:Entry`. */
type TypeId = string;

interface Module {
  /** What a name stands for that is imported or exported from elsewhere. */
  readonly elsewhere: ReadonlyMap<string, readonly [module: string, name: string]>;
  /** Text of what is declared here. */
  readonly declared: ReadonlyMap<string, string>;
  /** Those of it that are types. */
  readonly types: ReadonlySet<string>;
  /** Names that others may import. */
  readonly exported: ReadonlySet<string>;
}

/** Makes declarations of src in a folder. */
export function declare(folder: string): Declarations {
  const tsc = join(root, 'node_modules/.bin/tsc');
  output(tsc, ['-p', join(root, 'tsconfig.build.json'), '--outDir', folder], { cwd: root });
  return new Declarations(folder);
}

export class Declarations {
  readonly #folder: string;
  readonly #modules = new Map<string, Module>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** What an entry point exports. */
  exportedBy(entry: string): TypeId[] {
    return [...this.#module(entry).exported].map((name) => this.#resolve(entry, name));
  }

  /** Types of ours that a declaration mentions. */
  mentionedIn(id: TypeId): TypeId[] {
    const [path = '', name = ''] = id.split(':');
    const { declared, elsewhere } = this.#module(path);
    const text = declared.get(name) ?? '';
    return [...text.matchAll(/\b[A-Z]\w*/g)]
      .map(([word]) => word)
      .filter((word) => declared.has(word) || elsewhere.has(word))
      .map((word) => this.#resolve(path, word))
      .filter((mentioned) => mentioned !== id && this.#isType(mentioned));
  }

  #isType(id: TypeId): boolean {
    const [path = '', name = ''] = id.split(':');
    return path !== '' && this.#module(path).types.has(name);
  }

  /** Follows names to where they are declared; '' for what is of another package. */
  #resolve(path: string, name: string): TypeId {
    const { elsewhere } = this.#module(path);
    const [module, original] = elsewhere.get(name) ?? [path, name];
    if (module === path) return `${path}:${name}`;
    return module === '' ? '' : this.#resolve(module, original);
  }

  #module(path: string): Module {
    const known = this.#modules.get(path);
    if (known) return known;
    const module = parse(path, readFileSync(join(this.#folder, `${path}.d.ts`), 'utf8'));
    this.#modules.set(path, module);
    return module;
  }
}

const FROM = /^(?:import|export) (?:type )?\{([^}]*)\} from '([^']+)'/;
const DECLARED =
  /^(?:export )?(?:declare )?(?:abstract )?(interface|type|class|function|const) (\w+)/;

function parse(path: string, source: string): Module {
  const elsewhere = new Map<string, readonly [string, string]>();
  const declared = new Map<string, string>();
  const types = new Set<string>();
  const exported = new Set<string>();
  const text = source.replaceAll(/\/\*.*?\*\//gs, '');
  for (const statement of text.split(/\n(?=\w)/).map((one) => one.trim())) {
    const [from, list = '', target = ''] = FROM.exec(statement) ?? [];
    const [, kind = '', name] = DECLARED.exec(statement) ?? [];
    if (from !== undefined) {
      for (const [original, local] of namesIn(list)) {
        elsewhere.set(local, [moduleOf(path, target), original]);
        if (statement.startsWith('export')) exported.add(local);
      }
    } else if (name !== undefined) {
      // An overload adds to what is known.
      declared.set(name, `${declared.get(name) ?? ''}${statement}\n`);
      if (!['function', 'const'].includes(kind)) types.add(name);
      if (statement.startsWith('export')) exported.add(name);
    }
  }
  return { elsewhere, declared, types, exported };
}

/** `type A, B as C` -> `[A, A], [B, C]` */
function namesIn(list: string): [string, string][] {
  return list
    .split(',')
    .map((item) => item.trim().replace(/^type /, ''))
    .filter(Boolean)
    .map((item) => {
      const [original = '', local = original] = item.split(' as ');
      return [original, local];
    });
}

function moduleOf(path: string, target: string): string {
  return target.startsWith('.') ? join(dirname(path), target).replace(/\.ts$/, '') : '';
}
