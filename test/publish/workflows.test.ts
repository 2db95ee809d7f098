import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { buildCommand } from '../../src/cli/build.ts';
import type { Io } from '../../src/cli/io.ts';
import { publishCommand } from '../../src/cli/publish.ts';
import { releaseCommand } from '../../src/cli/release.ts';
import { scratchFolder } from '../support/tools.ts';

const ROOT = new URL('../../', import.meta.url).pathname;
const root = scratchFolder();
const read = (path: string): unknown => parse(readFileSync(join(ROOT, path), 'utf8'));

const step = z
  .object({
    run: z.string().optional(),
    uses: z.string().optional(),
    with: z.record(z.string(), z.unknown()).optional(),
    env: z.record(z.string(), z.unknown()).optional(),
  })
  .refine(({ run, uses }) => (run === undefined) !== (uses === undefined), 'run or uses');
const job = z.object({
  'runs-on': z.string(),
  'timeout-minutes': z.number().optional(),
  needs: z.array(z.string()).default([]),
  if: z.string().optional(),
  permissions: z.record(z.string(), z.string()).optional(),
  strategy: z.object({ matrix: z.record(z.string(), z.unknown()) }).optional(),
  steps: z.array(step).min(1),
});
const workflow = z.object({
  on: z.record(z.string(), z.unknown()),
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(z.string(), job),
});
const action = z.object({
  inputs: z.record(z.string(), z.object({ description: z.string(), default: z.string() })),
  runs: z.object({ using: z.literal('composite'), steps: z.array(step) }),
});

const ci = workflow.parse(read('.github/workflows/ci.yml'));
const release = workflow.parse(read('.github/workflows/release.yml'));
const composite = action.parse(read('action.yml'));
const jobs = [...Object.entries(ci.jobs), ...Object.entries(release.jobs)];
const scripts = [...jobs.flatMap(([, { steps }]) => steps), ...composite.runs.steps].flatMap(
  ({ run }) => (run === undefined ? [] : [run]),
);

/** Arguments of each call of jaco-pkg.js, quotes off. */
const calls = scripts.flatMap((script) =>
  [...script.matchAll(/^node bin\/jaco-pkg\.js (.*)$/gm)].map(([, args = '']) =>
    args.split(' ').map((word) => word.replace(/^"(.*)"$/, '$1')),
  ),
);

/** Parses a command line as jaco-pkg does, and runs nothing. */
async function parseOnly(args: readonly string[]): Promise<string> {
  const silent = { write: () => undefined };
  const { signal } = new AbortController();
  const io: Io = { stdout: silent, stderr: silent, env: {}, cwd: '/', signal, now: () => 0 };
  let ran = '';
  const program = new Command('jaco-pkg').exitOverride().enablePositionalOptions();
  const defuse = (command: Command, path: string) => {
    command.exitOverride().configureOutput({ writeErr: () => undefined });
    command.action(() => {
      ran = path;
    });
    for (const child of command.commands) defuse(child, `${path} ${child.name()}`);
  };
  for (const make of [buildCommand, releaseCommand, publishCommand]) {
    const command = make(io, () => undefined);
    defuse(command, command.name());
    program.addCommand(command);
  }
  await program.parseAsync([...args], { from: 'user' });
  return ran;
}

describe('the workflows', () => {
  test('call jaco-pkg as it can be called', async () => {
    const ran = await Promise.all(calls.map(parseOnly));
    expect(ran).toEqual(['release', 'release merge', 'release merge', 'publish github']);
    await expect(parseOnly(['release', '--onyl', 'x'])).rejects.toThrow('unknown option');
  });

  test('have scripts that a shell can read, and that take no expression as code', () => {
    for (const script of scripts) {
      expect(spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' }).stderr).toBe('');
      expect(script).not.toContain('${{');
    }
  });

  test('name jobs that are there', () => {
    for (const { jobs } of [ci, release]) {
      const needed = Object.values(jobs).flatMap(({ needs }) => needs);
      expect(needed.filter((name) => !(name in jobs))).toEqual([]);
    }
  });

  test('pin every action to a commit, and say which version it is', () => {
    const files = ['.github/workflows/ci.yml', '.github/workflows/release.yml', 'action.yml'];
    const lines = files.flatMap((path) => readFileSync(join(ROOT, path), 'utf8').split('\n'));
    const used = lines.filter((line) => /^ +(- )?uses:/.test(line));
    expect(used.length).toBeGreaterThan(10);
    const pinned = /uses: (actions\/[a-z-]+@[0-9a-f]{40}) # v\d+\.\d+\.\d+$/;
    expect(used.filter((line) => !pinned.test(line))).toEqual([]);
    // One commit for each action.
    const names = [...new Set(used.map((line) => pinned.exec(line)?.[1]))];
    expect(new Set(names.map((name) => name?.split('@')[0])).size).toBe(names.length);
  });

  test('leave no token in a checkout, and end in time', () => {
    for (const [name, { steps, 'timeout-minutes': minutes }] of jobs) {
      expect([name, minutes]).toEqual([name, expect.any(Number)]);
      for (const { uses = '', with: options } of steps) {
        if (!uses.startsWith('actions/checkout@')) continue;
        expect([name, options]).toMatchObject([name, { 'persist-credentials': false }]);
      }
    }
  });

  test('test on every Node that is supported', () => {
    expect(ci.jobs['test']?.strategy?.matrix).toEqual({ node: [20, 22, 24, 26] });
  });

  test('make each target in one part', () => {
    const shape = z.array(z.object({ name: z.string(), only: z.string() }));
    const parts = shape.parse(release.jobs['part']?.strategy?.matrix['include']);
    const target = z.object({ platform: z.string().default('linux'), arch: z.string() });
    const settings = z.object({ release: z.object({ targets: z.array(target) }) });
    const { targets } = settings.parse(read('jaco-pkg.yaml')).release;
    const makers = targets.map(({ platform, arch }) =>
      parts.filter(({ only }) => only.split('/').every((word) => [platform, arch].includes(word))),
    );
    expect(makers.map(({ length }) => length)).toEqual(targets.map(() => 1));
    expect(new Set(makers.flat()).size).toBe(parts.length);
  });

  test('let one job see the key, and one write', () => {
    const keyed = jobs.filter(([, { steps }]) =>
      steps.some(({ env = {} }) => String(env['MINISIGN_KEY'] ?? '').includes('secrets.')),
    );
    expect(keyed.map(([name]) => name)).toEqual(['sign']);
    expect(release.jobs['sign']?.if).toBe("needs.key.outputs.present == 'true'");
    expect(release.jobs['unsigned']?.if).toBe("needs.key.outputs.present != 'true'");
    const writers = jobs.filter(([, { permissions }]) => permissions?.['contents'] === 'write');
    expect(writers.map(([name]) => name)).toEqual(['draft']);
    expect([ci.permissions, release.permissions]).toEqual(Array(2).fill({ contents: 'read' }));
    expect(release.jobs['key']?.permissions).toEqual({});
  });

  test.each([
    ['true', 'present=true\n', ''],
    ['false', 'present=false\n', 'NOT SIGNED'],
  ])('say so loudly when nothing signs (key present: %s)', (present, output, words) => {
    const folder = mkdtempSync(join(root, 'w-'));
    const [GITHUB_OUTPUT, GITHUB_STEP_SUMMARY] = [join(folder, 'out'), join(folder, 'summary')];
    writeFileSync(GITHUB_STEP_SUMMARY, '');
    const env = { ...process.env, PRESENT: present, GITHUB_OUTPUT, GITHUB_STEP_SUMMARY };
    const input = release.jobs['key']?.steps[0]?.run ?? '';
    const { stdout, status } = spawnSync('bash', ['-e'], { input, env, encoding: 'utf8' });
    expect(status).toBe(0);
    expect(readFileSync(GITHUB_OUTPUT, 'utf8')).toBe(output);
    const told = [stdout, readFileSync(GITHUB_STEP_SUMMARY, 'utf8')];
    for (const text of told) expect(words ? text.includes(words) : text === '').toBe(true);
  });
});

describe('the action', () => {
  const run = (command: string, args: string) => {
    const folder = mkdtempSync(join(root, 'a-'));
    writeFileSync(join(folder, 'node'), '#!/bin/sh\nprintf "%s|" "$@"\n', { mode: 0o755 });
    const env = {
      PATH: `${folder}:${process.env['PATH']}`,
      GITHUB_ACTION_PATH: '/action',
      JACO_PKG_COMMAND: command,
      JACO_PKG_ARGS: args,
    };
    const input = composite.runs.steps.at(-1)?.run ?? '';
    return spawnSync('bash', ['-e'], { input, env, encoding: 'utf8', cwd: folder });
  };

  test('hands its arguments to jaco-pkg, and runs nothing in them', () => {
    expect(run('build', '-p deb,rpm\n-t $(id);*\n').stdout).toBe(
      '/action/bin/jaco-pkg.js|build|-p|deb,rpm|-t|$(id);*|',
    );
    expect(run('lint', '--strict').stdout).toBe('/action/bin/jaco-pkg.js|lint|--strict|');
    expect(run('release', '').stdout).toBe('/action/bin/jaco-pkg.js|release|');
  });

  test('knows what it can do', () => {
    expect(run('$(id)', '')).toMatchObject({ status: 2, stdout: expect.stringContaining('$(id)') });
  });

  test('gives a secret only to the command that needs it', () => {
    const { env = {} } = composite.runs.steps.at(-1) ?? {};
    const given = (name: string, command: string, input: string) =>
      expect(env[name]).toContain(` inputs.command == '${command}' && inputs.${input} || '' `);
    given('MINISIGN_KEY', 'release', 'minisign-key');
    given('MINISIGN_PASSWORD', 'release', 'minisign-password');
    given('GITHUB_TOKEN', 'publish', 'github-token');
  });

  test('declares the inputs that it takes', () => {
    const text = readFileSync(join(ROOT, 'action.yml'), 'utf8');
    const taken = new Set([...text.matchAll(/inputs\.([a-z-]+)/g)].map(([, name]) => name));
    expect([...taken].sort()).toEqual(Object.keys(composite.inputs).sort());
  });
});
