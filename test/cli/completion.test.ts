import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { needs, output, scratchFolder } from '../support/tools.ts';
import { runCli } from './run-cli.ts';

const folder = scratchFolder();

beforeAll(async () => {
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { code, stdout } = await runCli(['completion', shell]);
    expect(code).toBe(0);
    writeFileSync(join(folder, `script.${shell}`), stdout);
  }
  mkdirSync(join(folder, 'work/sub folder'), { recursive: true });
  writeFileSync(join(folder, 'work/nfpm.yaml'), '');
  writeFileSync(join(folder, 'work/next.yaml'), '');
});

/** A command line up to the cursor, and what may stand there. */
const LINES: readonly (readonly [line: string, offered: readonly string[]])[] = [
  ['jaco-pkg bu', ['build']],
  ['jaco-pkg minisign s', ['sign']],
  ['jaco-pkg help v', ['verify']],
  ['jaco-pkg help minisign k', ['keygen']],
  ['jaco-pkg help release ', ['merge']],
  ['jaco-pkg help build ', []],
  ['jaco-pkg diff nf', ['nfpm.yaml']],
  ['jaco-pkg jsonschema ext', ['extensions']],
  ['jaco-pkg lint --explain unit-exec', ['unit-exec-missing']],
  // It takes one rule.
  ['jaco-pkg lint --explain no-elf,unit-exec', []],
  ['jaco-pkg completion ', ['bash', 'fish', 'zsh']],
  ['jaco-pkg schema ext', ['extensions']],
  ['jaco-pkg build --dr', ['--dry-run']],
  // By any name of the command.
  ['jaco-pkg pkg --pack', ['--packager']],
  ['jaco-pkg build -p d', ['deb']],
  ['jaco-pkg build --packager de', ['deb']],
  ['jaco-pkg build -p deb,r', ['deb,rpm']],
  ['jaco-pkg build -a arm6', ['arm64', 'arm6'].sort()],
  // What an option takes is no command.
  ['jaco-pkg build -f release --js', ['--json']],
  ['jaco-pkg build -f nf', ['nfpm.yaml']],
  ['jaco-pkg release -t su', ['sub folder']],
  ['jaco-pkg minisign sign nex', ['next.yaml']],
  ['jaco-pkg build --nothing', []],
];

needs('bash')('bash', () => {
  const script = () => join(folder, 'script.bash');

  /** Completes as readline does, which splits words at `=` too. */
  function complete(line: string): string[] {
    const words = line.split(/ +|(=)/).filter((word) => word !== undefined);
    const code = `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _jaco_pkg
      for word in "\${COMPREPLY[@]}"; do printf '%s\\n' "$word"; done`;
    const args = ['-c', code, 'bash', script(), ...words];
    const shown = output('bash', args, { cwd: join(folder, 'work') });
    return shown.split('\n').filter(Boolean).sort();
  }

  test.each([
    ...LINES,
    ['jaco-pkg build --config=nf', ['nfpm.yaml']],
    ['jaco-pkg build --packager=', ['all', 'apk', 'deb', 'rpm', 'tarball']],
  ] as const)('%s', (line, offered) => {
    expect(complete(line)).toEqual(expect.arrayContaining([...offered]));
    if (!line.endsWith('=')) expect(complete(line)).toEqual(offered);
  });

  test('offers every command and option there is', async () => {
    const { stdout } = await runCli(['--help']);
    const commands = [...stdout.matchAll(/^ {2}([a-z]+)[| ]/gm)].map(([, name]) => name);
    expect(commands.length).toBeGreaterThan(5);
    expect(complete('jaco-pkg ')).toEqual(expect.arrayContaining(commands));
    for (const command of complete('jaco-pkg ').filter((name) => name !== 'help')) {
      const help = (await runCli([command, '--help'])).stdout;
      const flags = [...help.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(([, flag]) => flag);
      expect(complete(`jaco-pkg ${command} --`)).toEqual([...new Set(flags)].sort());
    }
  });

  needs('shellcheck').test('shellcheck finds nothing', () => {
    expect(output('shellcheck', ['--severity=warning', script()])).toBe('');
  });
});

needs('fish')('fish', () => {
  test('offers the same', () => {
    const lines = LINES.map(([line]) => `echo "== ${line}"; complete -C "${line}"`).join('\n');
    const code = `source ${join(folder, 'script.fish')}\n${lines}`;
    const shown = output('fish', ['--no-config', '-c', code], { cwd: join(folder, 'work') });
    const found = shown
      .split(/^== .*\n/m)
      .slice(1)
      .map((part) =>
        part
          .split('\n')
          .filter(Boolean)
          .map((line) => line.split('\t')[0])
          .sort(),
      );
    const wanted = LINES.map(([, offered]) =>
      offered.map((word) => (word === 'sub folder' ? 'sub folder/' : word)),
    );
    expect(found).toEqual(wanted);
  });
});

/** Types a line into a zsh of its own, and asks it to complete. */
const ZSH = `
zmodload zsh/zpty zsh/zselect
zpty z zsh -f -i
zpty -w z "cd work; PS1=; autoload -U compinit; compinit -u -D; source ../script.zsh"
zpty -w z 'compadd() {
  if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then builtin compadd "$@"; return; fi
  local -a hits; builtin compadd -A hits "$@"; print -rl -- $hits >> ../offered; builtin compadd "$@"
}'
zpty -w z 'done-now() { print DONE >> ../offered }; comppostfuncs=(done-now); : > ../ready'
for i in {1..500}; do [[ -e ready ]] && break; zselect -t 2; done
zpty -n -w z "$1"$'\\t'
for i in {1..500}; do grep -q DONE offered 2>/dev/null && break; zselect -t 2; done
zpty -d z
`;

needs('zsh')('zsh', () => {
  test.each([
    ['jaco-pkg minisign s', ['sign']],
    ['jaco-pkg pkg --pack', ['--packager']],
    ['jaco-pkg build -p deb,r', ['rpm']],
    ['jaco-pkg build --config=nf', ['nfpm.yaml']],
    ['jaco-pkg help v', ['verify']],
    ['jaco-pkg help minisign k', ['keygen']],
    ['jaco-pkg lint --explain unit-exec', ['unit-exec-missing']],
  ])('%s', (line, offered) => {
    for (const name of ['ready', 'offered']) rmSync(join(folder, name), { force: true });
    output('zsh', ['-f', '-c', ZSH, 'zsh', line], { cwd: folder });
    const shown = readFileSync(join(folder, 'offered'), 'utf8');
    expect(shown.split('\n').filter((word) => word && word !== 'DONE')).toEqual(offered);
  });
});

describe('what there is no completion for', () => {
  test.each([['tcsh'], []])('%s', async (...shell) => {
    const { code, stdout, stderr } = await runCli(['completion', ...shell]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('jaco-pkg completion --help tells more');
  });
});
