import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { compiledCli, REPOSITORY } from '../support/cli.ts';
import { plainEnvironment } from '../support/tools.ts';
import type { Environment } from './environments.ts';
import { writeProject } from './project.ts';
import { RECIPES, type Recipe } from './recipes.ts';

/** Path of a package, below the folder of its recipe -> SHA-256. */
export type Hashes = Readonly<Record<string, string>>;

const DRIVER = new URL('driver.mjs', import.meta.url).pathname;
const TIME = '1700000000';

/** The inputs, a compiled jaco-pkg, and room for what is built of the one by the other. */
export class Laboratory {
  readonly #folder: string;
  readonly #inputs: string;
  #launcher = '';
  #count = 0;

  /** @param folder an empty one */
  constructor(folder: string) {
    this.#folder = folder;
    this.#inputs = join(folder, 'inputs');
  }

  async prepare(): Promise<void> {
    // For nobody too.
    chmodSync(this.#folder, 0o755);
    await writeProject(this.#inputs);
    this.#launcher = compiledCli(join(this.#folder, 'tool'));
    copyDependencies(join(this.#folder, 'tool/node_modules'));
    cpSync(DRIVER, this.#driver);
  }

  /** Builds in an environment; tells what came out. */
  async build(environment: Environment, recipes: readonly Recipe[] = RECIPES): Promise<Hashes> {
    const room = join(this.#folder, `${++this.#count}`);
    const target = join(room, 'packages');
    mkdirSync(target, { recursive: true });
    chmodSync(target, 0o777);
    const inputs = environment.copy?.(this.#inputs, room) ?? this.#inputs;
    if (environment.apart) await this.#buildApart(environment, recipes, inputs, target);
    else await this.#buildTogether(environment, recipes, inputs, target);
    const hashes = hashesOf(target);
    rmSync(room, { recursive: true });
    return hashes;
  }

  get #driver(): string {
    return join(this.#folder, 'driver.mjs');
  }

  async #buildTogether(
    environment: Environment,
    recipes: readonly Recipe[],
    inputs: string,
    target: string,
  ): Promise<void> {
    const library = join(this.#folder, 'tool/lib/index.js');
    const cache = environment.cache && { folder: join(this.#folder, 'cache') };
    const request = JSON.stringify({ recipes, options: { ...environment.options, cache } });
    await runNode(environment, [this.#driver, library, target, request], inputs);
  }

  async #buildApart(
    environment: Environment,
    recipes: readonly Recipe[],
    inputs: string,
    target: string,
  ): Promise<void> {
    for (const { name, formats } of recipes) {
      mkdirSync(join(target, name));
      for (const format of [...formats].reverse()) {
        const files = ['-f', `${name}.yaml`, '-x', `${name}-more.yaml`];
        const args = ['build', ...files, '-p', format, '-t', join(target, name)];
        await runNode(environment, [this.#launcher, ...args], inputs);
      }
    }
  }
}

async function runNode(
  { before = [], node = process.execPath, flags = [], env }: Environment,
  args: readonly string[],
  cwd: string,
): Promise<void> {
  const path = node.startsWith('/') ? node : found(node);
  const [program = '', ...rest] = [...before, path, ...flags, ...args];
  const settings = { ...plainEnvironment(), SOURCE_DATE_EPOCH: TIME, ...env };
  await promisify(execFile)(program, rest, { cwd, env: settings });
}

/** The path of a program: emulators do not look it up. */
function found(program: string): string {
  const folders = plainEnvironment()['PATH']?.split(':') ?? [];
  return folders.map((folder) => join(folder, program)).find(existsSync) ?? program;
}

function hashesOf(target: string): Hashes {
  const names = readdirSync(target, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return Object.fromEntries(
    paths.map((path) => {
      const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
      return [path.slice(target.length + 1), sha256];
    }),
  );
}

/** In place of a link to a folder that not everybody may look into. */
function copyDependencies(target: string): void {
  const lock = JSON.parse(readFileSync(join(REPOSITORY, 'package-lock.json'), 'utf8'));
  rmSync(target, { force: true });
  for (const [path, { dev, optional }] of Object.entries<LockedPackage>(lock.packages)) {
    if (path === '' || dev || optional) continue;
    cpSync(join(REPOSITORY, path), join(target, '..', path), { recursive: true });
  }
}

interface LockedPackage {
  readonly dev?: boolean;
  readonly optional?: boolean;
}
