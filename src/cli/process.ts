import { type Ahead, takeUp } from '../ahead.ts';
import { JacoPkgError, reasonOf, systemCode } from '../errors.ts';
import { askSecret } from './ask-secret.ts';
import { converse } from './converse.ts';
import { EXIT } from './io.ts';
import { main } from './main.ts';
import { reportFailure } from './messages.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Runs the command line in this process: its streams, its signals, its exit code.
 * @param ahead what was started in this turn of the event loop
 */
export async function run(args: readonly string[], ahead?: Ahead): Promise<void> {
  if (ahead) takeUp(ahead);
  const controller = new AbortController();
  let interruptedBy: (typeof SIGNALS)[number] | undefined;
  for (const signal of SIGNALS) {
    // Once: a second one ends the process at once.
    process.once(signal, () => {
      interruptedBy = signal;
      controller.abort(
        new JacoPkgError({ code: 'interrupted', message: `interrupted by ${signal}` }),
      );
    });
  }
  const output = watchOutput();
  // Should the event loop ever run dry before all is done.
  process.exitCode = EXIT.failed;
  const code = await main(args, {
    stdout: process.stdout,
    stderr: process.stderr,
    writeBytes: (bytes) =>
      new Promise((resolve, reject) => {
        process.stdout.write(bytes, (error) => (isClosedPipe(error) ? reject(error) : resolve()));
      }),
    env: process.env,
    cwd: process.cwd(),
    signal: controller.signal,
    now: () => Math.floor(Date.now() / 1000),
    ...(process.stdin.isTTY &&
      process.stderr.isTTY && {
        askSecret: (question) => askSecret(question, controller.signal),
        converse: (talk) => converse(talk, controller.signal),
      }),
  });
  process.exitCode = code === EXIT.ok && output.failed ? EXIT.failed : code;
  if (interruptedBy) {
    // Die of the signal, as a shell expects, now that everything is cleaned up.
    process.removeAllListeners(interruptedBy);
    process.kill(process.pid, interruptedBy);
  }
}

/**
 * What cannot be printed is no reason to leave a command undone. In `jaco-pkg ... | head` whoever
 * reads has had enough, and the exit code is still the command's; a full disk is told.
 */
function watchOutput(): { readonly failed: boolean } {
  const output = { failed: false };
  process.stdout.on('error', (error) => {
    if (isClosedPipe(error) || output.failed) return;
    output.failed = true;
    process.exitCode ||= EXIT.failed;
    const message = `cannot write to standard output: ${reasonOf(error)}`;
    reportFailure(new JacoPkgError({ code: 'target_unwritable', message }), process);
  });
  process.stderr.on('error', () => {});
  return output;
}

function isClosedPipe(error: unknown): boolean {
  return systemCode(error) === 'EPIPE';
}
