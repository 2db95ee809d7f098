import { StringDecoder } from 'node:string_decoder';
import type { ReadStream } from 'node:tty';
import { JacoPkgError } from '../errors.ts';

/** Asks on the terminal, and shows nothing of what is typed. */
export async function askSecret(question: string, signal: AbortSignal): Promise<string> {
  const { stdin, stderr } = process;
  signal.throwIfAborted();
  // Raw: no echo, and every key is ours to handle; before anybody knows that it is time to type.
  stdin.setRawMode(true);
  stderr.write(question);
  try {
    return await readLine(stdin, signal);
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
    stderr.write('\n');
  }
}

/** What is typed up to Enter; what was typed ahead stays for the next question. */
function readLine(terminal: ReadStream, signal: AbortSignal): Promise<string> {
  const decoder = new StringDecoder('utf8');
  let line = '';
  return new Promise((resolve, reject) => {
    const stop = () => {
      terminal.off('data', take).off('end', give).off('error', give);
      signal.removeEventListener('abort', give);
    };
    const give = () => {
      stop();
      reject(new JacoPkgError({ code: 'interrupted', message: 'interrupted at a question' }));
    };
    const take = (bytes: Buffer) => {
      for (const [index, byte] of bytes.entries()) {
        const action = ACTIONS[byte];
        if (action === 'enter') {
          stop();
          terminal.pause();
          if (index + 1 < bytes.length) terminal.unshift(bytes.subarray(index + 1));
          return resolve(line + decoder.end());
        }
        if (action === 'give up') return give();
        if (action === 'interrupt') {
          // In raw mode no terminal makes a signal of it. What the signal does to this process aborts.
          terminal.off('data', take);
          process.kill(process.pid, 'SIGINT');
          return;
        }
        if (action) line = action(line);
        else line += decoder.write(Buffer.of(byte));
      }
    };
    terminal.on('data', take).on('end', give).on('error', give);
    signal.addEventListener('abort', give);
    terminal.resume();
  });
}

type Action = 'enter' | 'give up' | 'interrupt' | ((line: string) => string);

/** Keys that are more than a character: termios(3). */
const ACTIONS: Readonly<Record<number, Action>> = {
  3: 'interrupt', // ^C
  4: 'give up', // ^D
  8: dropLast, // ^H
  10: 'enter',
  13: 'enter',
  21: () => '', // ^U
  127: dropLast, // backspace
};

function dropLast(line: string): string {
  return [...line].slice(0, -1).join('');
}
