import { Argument, Command } from 'commander';
import { type Done, perform } from '../command.ts';
import type { Io } from '../io.ts';
import { bashCompletion } from './bash.ts';
import { fishCompletion } from './fish.ts';
import { specOf } from './spec.ts';
import { zshCompletion } from './zsh.ts';

const SHELLS = ['bash', 'zsh', 'fish'] as const;

const GENERATORS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };

const HELP = `
To have it in every shell:
  bash   jaco-pkg completion bash > ~/.local/share/bash-completion/completions/jaco-pkg
  zsh    jaco-pkg completion zsh > ~/.zfunc/_jaco-pkg     with ~/.zfunc in fpath before compinit
  fish   jaco-pkg completion fish > ~/.config/fish/completions/jaco-pkg.fish
In this one: source <(jaco-pkg completion bash)`;

/** Architectures in Go's names that packages are made for. */
const ARCHES = ['amd64', 'arm64', '386', 'arm7', 'arm6', 'ppc64le', 'riscv64', 's390x', 'all'];

/** `jaco-pkg completion bash` and its kin */
export function completionCommand(io: Io, done: Done): Command {
  const command = new Command('completion');
  return command
    .description('print what makes a shell complete command lines')
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .addHelpText('after', HELP)
    .action(async (shell: (typeof SHELLS)[number]) => {
      done(await perform(io, {}, () => print(shell, command.parent ?? command, io)));
    });
}

async function print(shell: (typeof SHELLS)[number], program: Command, io: Io): Promise<void> {
  const { formatNames } = await import('../../index.ts');
  const { RULES } = await import('../../lint/index.ts');
  const spec = specOf(program, {
    packager: { kind: 'list', words: [...formatNames, 'all'] },
    arch: { kind: 'list', words: ARCHES },
    explain: { kind: 'words', words: RULES.map(({ id }) => id) },
  });
  io.stdout.write(GENERATORS[shell](spec));
}
