import { type Ahead, takeUp } from '../ahead.ts';
import { JacoPkgError } from '../errors.ts';
import { askSecret } from './ask-secret.ts';
import { converse } from './converse.ts';
import { main } from './main.ts';

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
  exitQuietlyOnClosedPipe();
  const code = await main(args, {
    stdout: process.stdout,
    stderr: process.stderr,
    writeBytes: (bytes) =>
      new Promise((resolve, reject) => {
        process.stdout.write(bytes, (error) => (error ? reject(error) : resolve()));
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
  process.exitCode = code;
  if (interruptedBy) {
    // Die of the signal, as a shell expects, now that everything is cleaned up.
    process.removeAllListeners(interruptedBy);
    process.kill(process.pid, interruptedBy);
  }
}

/** `jaco-pkg ... | head` ends the pipe early; that is no failure of ours. */
function exitQuietlyOnClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}
