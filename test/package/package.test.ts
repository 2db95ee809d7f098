import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import { output, run, scratchFolder } from '../support/tools.ts';
import { nodes } from './nodes.ts';

const root = new URL('../..', import.meta.url).pathname;
const folder = scratchFolder();

const NFPM_YAML = `name: sundial
arch: amd64
version: 1.2.3
maintainer: Sun Dial <sun@dial.example>
description: Tells the time by daylight
license: MIT
mtime: 2023-11-14T22:13:20Z
contents:
  - src: sundial
    dst: /usr/bin/sundial
    file_info:
      mode: 0755
`;

/** A program bundled with the same packages left out, and with comments on where code is from. */
function withComments(program: string): string {
  const external = [...program.matchAll(/require\("([^"]+)"\)/g)].map(([, name = '']) => name);
  const { outputFiles } = buildSync({
    absWorkingDir: root,
    entryPoints: ['src/cli/process.ts'],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    external,
    logLevel: 'error',
    define: { 'import.meta.url': '""' },
  });
  return outputFiles[0]?.text ?? '';
}

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string; readonly mode: number }[];
}

/** Long enough for several fragments. */
const program = Array.from({ length: 300_000 }, (_, line) => `${line} ${line ** 2 % 9973}\n`);

let packed: Packed;

beforeAll(() => {
  packed = npmPack();
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  npm('install', '--prefer-offline', '--no-audit', '--no-fund', join(folder, packed.filename));
  writeFileSync(join(folder, 'sundial'), program.join(''));
  writeFileSync(join(folder, 'nfpm.yaml'), NFPM_YAML);
});

describe('the packed tarball', () => {
  test('holds the launcher, the compiled library, its documents, and nothing else', () => {
    const wanted =
      /^(?:bin\/(?:jaco-pkg|compiled)\.js|bin\/package\.json|lib\/[\w-]+\.c?js|lib\/LICENSES\.txt|lib\/types\/.+\.d\.ts|docs\/.+|examples\/.+\.mjs|schema\/[a-z-]+\.json|[A-Z]+(?:\.md)?|[a-z-]+\.yaml|action\.yml|package\.json)$/;
    expect(packed.files.map(({ path }) => path).filter((path) => !wanted.test(path))).toEqual([]);
    const top = packed.files.map(({ path }) => path).filter((path) => !path.includes('/'));
    const documents = [
      'ARCHITECTURE.md',
      'CHANGELOG.md',
      'CONTRIBUTING.md',
      'LICENSE',
      'README.md',
    ];
    const examples = ['action.yml', 'jaco-pkg.yaml', 'nfpm.yaml'];
    expect(top.sort()).toEqual([...documents, ...examples, 'package.json'].sort());
  });

  test('holds declarations of sources, and of nothing that is no source any more', () => {
    const sources = packed.files
      .filter(({ path }) => path.startsWith('lib/types/'))
      .map(({ path }) => path.replace('lib/types/', 'src/').replace(/\.d\.ts$/, '.ts'));
    expect(sources.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    expect(sources).toContain('src/index.ts');
  });

  test('holds the licences of the packages whose code is in it', () => {
    const texts = packed.files
      .filter(({ path }) => /^lib\/[\w-]+\.c?js$/.test(path))
      .map(({ path }) => readFileSync(join(folder, 'node_modules/jaco-pkg', path), 'utf8'));
    const program = readFileSync(join(folder, 'node_modules/jaco-pkg/lib/cli.cjs'), 'utf8');
    const bundled = [...texts, withComments(program)].flatMap((text) =>
      [...text.matchAll(/^\/\/ (?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)/gm)].map(
        ([, name]) => name,
      ),
    );
    const licences = readFileSync(join(folder, 'node_modules/jaco-pkg/lib/LICENSES.txt'), 'utf8');
    const named = [...licences.matchAll(/^-+\n\n(\S+) \d\S+ \(.+\)\n\n(?=\S)/gm)];
    expect(named.map(([, name]) => name)).toEqual([...new Set(bundled)].sort());
    expect(bundled).toContain('zod');
  });

  test('has a launcher that may be executed', () => {
    const launcher = packed.files.find(({ path }) => path === 'bin/jaco-pkg.js');
    expect((launcher?.mode ?? 0) & 0o111).toBe(0o111);
  });
});

describe.each(nodes)('installed, under %s', (node) => {
  const cli = join(folder, 'node_modules/jaco-pkg/bin/jaco-pkg.js');

  test('says its version', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    for (const option of ['--version', '-V', '-v']) {
      expect(output(node, [cli, option])).toBe(`${version}\n`);
    }
  });

  test('builds packages, the same as under any other Node', () => {
    const target = join(folder, createHash('md5').update(node).digest('hex'));
    mkdirSync(target);
    output(node, [cli, 'build', '-p', 'deb,rpm,apk,tarball', '-t', target], { cwd: folder });
    const expected = output(process.execPath, [cli, 'build', '--json', ...args(folder)], {
      cwd: folder,
    });
    for (const { path } of JSON.parse(expected).artifacts) {
      const name = path.slice(path.lastIndexOf('/') + 1);
      expect(digestOf(join(target, name))).toBe(digestOf(path));
    }
  });

  test('says what it does without loading what it does it with', () => {
    const preload = join(folder, 'loaded.cjs');
    writeFileSync(
      preload,
      `const { writeSync } = require('node:fs');
       const Module = require('node:module');
       const { isMainThread } = require('node:worker_threads');
       const { _load: load } = Module;
       if (isMainThread) Module._load = function (name) {
         writeSync(2, 'loaded ' + name + '\\n');
         return load.apply(this, arguments);
       };`,
    );
    const loaded = (...args: string[]) => {
      const { status, stderr } = run(node, ['--require', preload, cli, ...args], { cwd: folder });
      expect(status).toBe(0);
      return [...stderr.matchAll(/^loaded (.+)$/gm)].map(([, name]) => name);
    };
    expect(loaded('--version')).toEqual([cli, '../package.json']);
    const forHelp = loaded('--help');
    expect(forHelp).toContain('./compiled.js');
    expect(forHelp).not.toContain('node:crypto');
    const forBuild = loaded('build', '-p', 'deb', '-t', 'loaded.deb');
    expect(forBuild).toContain('node:crypto');
    const others = forBuild.filter((name) => !/^(?:node:|[./]|buffer$|process$)/.test(name ?? ''));
    expect(others).toEqual([]);
  });

  test('finds the script of its threads', () => {
    const preload = join(folder, 'thread.mjs');
    writeFileSync(
      preload,
      `import { writeSync } from 'node:fs';
       import { isMainThread } from 'node:worker_threads';
       if (!isMainThread) writeSync(2, 'thread: ' + process.argv[1]);`,
    );
    writeFileSync(join(folder, 'some.txt'), program.slice(0, 4000).join(''));
    const yaml = NFPM_YAML.replace('src: sundial', 'src: some.txt');
    writeFileSync(join(folder, 'xz.yaml'), `${yaml}deb:\n  compression: xz\n`);
    const args = ['--import', preload, cli, 'build', '-f', 'xz.yaml', '-p', 'deb', '-t', 'xz.deb'];
    const { status, stderr } = run(node, args, { cwd: folder });
    expect(status).toBe(0);
    expect(stderr).toContain('node_modules/jaco-pkg/lib/worker.cjs');
  });

  test('has the schemas of its files for editors', () => {
    const read = `import { createRequire } from 'node:module';
      const require = createRequire(import.meta.url);
      for (const name of ['nfpm', 'jaco-pkg'])
        console.log(JSON.stringify(require('jaco-pkg/schema/' + name + '.json')));`;
    const [nfpm = '', extensions = ''] = output(node, ['--input-type=module', '-e', read], {
      cwd: folder,
    }).split('\n');
    expect(JSON.parse(nfpm)).toEqual(JSON.parse(output(node, [cli, 'schema'])));
    expect(JSON.parse(extensions)).toEqual(JSON.parse(output(node, [cli, 'schema', 'extensions'])));
  });

  test('is a library', () => {
    const script = `import { build } from 'jaco-pkg'; console.log(typeof build);`;
    expect(output(node, ['--input-type=module', '-e', script], { cwd: folder })).toBe('function\n');
  });

  test('is a library for releases and for keys', () => {
    const script = `import { release, verifyRelease } from 'jaco-pkg/release';
      import { generateKeyPair } from 'jaco-pkg/minisign';
      console.log(typeof release, typeof verifyRelease, generateKeyPair().publicKey.keyId.length);`;
    expect(output(node, ['--input-type=module', '-e', script], { cwd: folder })).toBe(
      'function function 16\n',
    );
  });

  test('is a library that reads packages', () => {
    const script = `import { build } from 'jaco-pkg';
      import { diff, inspect } from 'jaco-pkg/inspect';
      import { report } from 'jaco-pkg/report';
      const config = { name: 'a', arch: 'all', version: '1.0', maintainer: 'A <a@b.example>',
        contents: [{ dst: '/opt/a', data: 'a' }] };
      const { artifacts } = await build({ config, packagers: ['deb', 'rpm'], target: 'read' });
      const [{ path: deb }, { path: rpm }] = artifacts;
      const { metadata, entries } = await inspect(deb);
      console.log(metadata.name, entries.at(-1).path, (await diff(deb, rpm)).same);
      console.log((await report(deb)).slice(0, 15));`;
    mkdirSync(join(folder, 'read'), { recursive: true });
    expect(output(node, ['--input-type=module', '-e', script], { cwd: folder })).toBe(
      'a /opt/a true\n<!doctype html>\n',
    );
  });
});

describe('in the documents', () => {
  test('the example that packages from memory does so', () => {
    const target = join(folder, 'example');
    mkdirSync(target);
    cpSync(join(root, 'examples/from-memory.mjs'), join(folder, 'from-memory.mjs'));
    const printed = output(process.execPath, ['from-memory.mjs', target], { cwd: folder });
    const files = ['hello_1.2.3_all.deb', 'hello-1.2.3-1.noarch.rpm', 'hello_1.2.3_noarch.apk'];
    expect(readdirSync(target).sort()).toEqual(files.sort());
    for (const name of files) {
      const path = join(target, name);
      expect(printed).toContain(`${digestOf(path)}  ${path}`);
    }
  });

  test('the example that goes wrong says how', () => {
    writeFileSync(join(folder, 'file'), '');
    const target = join(folder, 'file/in-it');
    const outcome = run(process.execPath, ['from-memory.mjs', target], { cwd: folder });
    expect(outcome.status).toBe(1);
    expect(outcome.stderr).toMatch(/^target_unwritable /);
  });

  test("the README's script runs", () => {
    const script = /```js\n(.*?)```/s.exec(readFileSync(join(root, 'README.md'), 'utf8'))?.[1];
    mkdirSync(join(folder, 'dist'));
    writeFileSync(join(folder, 'readme.mjs'), script ?? '');
    output(process.execPath, ['readme.mjs'], { cwd: folder });
    const files = ['hello-1.2.3-1.noarch.rpm', 'hello_1.2.3_all.deb'];
    expect(readdirSync(join(folder, 'dist')).sort()).toEqual(files);
  });
});

test('npx runs it', () => {
  expect(npm('exec', '--no', '--', 'jaco-pkg', '--help')).toContain('build');
});

test('its types are found by a strict consumer', () => {
  writeFileSync(
    join(folder, 'use.ts'),
    `import { build, JacoPkgError, type BuildResult } from 'jaco-pkg';
     const result: BuildResult = await build({ packagers: ['deb'] });
     export const codes: string[] = result.warnings.map(({ code }) => code);
     export const isOurs = (error: unknown): boolean => error instanceof JacoPkgError;`,
  );
  const options = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2022'];
  output(join(root, 'node_modules/.bin/tsc'), [...options, '--types', '', 'use.ts'], {
    cwd: folder,
  });
});

function digestOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

function args(target: string): string[] {
  return ['-p', 'deb,rpm,apk,tarball', '-t', target];
}

function npmPack(): Packed {
  const [result] = JSON.parse(npm('pack', root, '--json', '--pack-destination', folder));
  return result;
}

/** npm with the user's own cache and registry. */
function npm(...parameters: string[]): string {
  const env = Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => {
      return entry[1] !== undefined && !/^npm_(?!config_registry|config_cache)/.test(entry[0]);
    }),
  );
  return output('npm', [...parameters, '--loglevel=error'], { cwd: folder, env });
}
