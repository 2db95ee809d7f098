import { createInterface } from 'node:readline/promises';
import { JacoPkgError } from '../errors.ts';

/** Asks a question; gives the line that was answered. */
export type Ask = (question: string) => Promise<string>;

/**
 * Talks with the person at the terminal. Lines typed ahead wait for their question.
 * @throws JacoPkgError with code `interrupted` at ^C and at the end of the input
 */
export async function converse<Outcome>(
  talk: (ask: Ask) => Promise<Outcome>,
  signal: AbortSignal,
): Promise<Outcome> {
  signal.throwIfAborted();
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const close = () => terminal.close();
  let isOpen = true;
  // In raw mode no terminal makes a signal of ^C; what it does to this process is to end the talk.
  const interrupt = () => process.kill(process.pid, 'SIGINT');
  terminal.on('SIGINT', interrupt).on('close', () => {
    isOpen = false;
  });
  signal.addEventListener('abort', close);
  const lines = terminal[Symbol.asyncIterator]();
  try {
    return await talk(async (question) => {
      terminal.setPrompt(question);
      // A prompt would have it read on.
      if (isOpen) terminal.prompt();
      const { value, done } = await lines.next();
      if (!done) return value;
      process.stderr.write('\n');
      throw new JacoPkgError({ code: 'interrupted', message: 'interrupted at a question' });
    });
  } finally {
    signal.removeEventListener('abort', close);
    close();
  }
}
