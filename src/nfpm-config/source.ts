import { type FileHandle, open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { JacoPkgError, reasonOf, systemCode } from '../errors.ts';

/** Larger than any configuration; a file above it is refused before it is read. */
const MAX_BYTES = 10 * 1024 * 1024;

/** What `-` is called in messages. */
const STDIN = 'standard input';

/** How a file is called in messages: as the user did. */
export function displayName(file: string): string {
  return file === '-' ? STDIN : file;
}

/**
 * Text of a configuration file; `-` is standard input.
 * @param hint what to do when there is no such file
 * @throws JacoPkgError with the code `config_unreadable`, `config_too_large` or `config_yaml`
 */
export async function readSource(file: string, cwd: string, hint = ''): Promise<string> {
  const bytes =
    file === '-' ? await collect(process.stdin, STDIN) : await readLimited(file, cwd, hint);
  return decode(bytes, displayName(file));
}

async function readLimited(file: string, cwd: string, hint: string): Promise<Uint8Array> {
  let handle: FileHandle | undefined;
  try {
    if (file === '') throw unreadable('""', 'that is no name of a file', '');
    handle = await open(resolve(cwd, file));
    const stats = await handle.stat();
    if (stats.isDirectory()) throw unreadable(file, 'it is a folder', '');
    if (stats.size > MAX_BYTES) throw tooLarge(file);
    // The size of a pipe or of a file in /proc says nothing, so the stream is counted too.
    return await collect(handle.createReadStream({ autoClose: false }), file);
  } catch (error) {
    if (error instanceof JacoPkgError) throw error;
    throw unreadable(file, reasonOf(error), systemCode(error) === 'ENOENT' ? hint : '', error);
  } finally {
    await handle?.close();
  }
}

async function collect(stream: AsyncIterable<Buffer | string>, file: string): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    size += bytes.length;
    if (size > MAX_BYTES) throw tooLarge(file);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** @throws JacoPkgError with the code `config_yaml` for what is not UTF-8 text */
export function decode(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new JacoPkgError(
      {
        code: 'config_yaml',
        message: 'the file is not UTF-8 text',
        place: { file, ...firstFault(bytes) },
        hint: 'save it as UTF-8',
      },
      { cause },
    );
  }
}

/** Line of the first bytes that are not UTF-8: their replacement is the first difference. */
function firstFault(bytes: Uint8Array): { line: number; column: number } {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const again = new TextEncoder().encode(text);
  let at = 0;
  while (at < bytes.length && bytes[at] === again[at]) at++;
  const before = new TextDecoder().decode(bytes.subarray(0, at)).split('\n');
  return { line: before.length, column: [...(before.at(-1) ?? '')].length + 1 };
}

function unreadable(file: string, reason: string, hint: string, cause?: unknown): JacoPkgError {
  const message = `cannot read the configuration: ${reason}`;
  const problem = { code: 'config_unreadable', message, place: { file } } as const;
  return new JacoPkgError({ ...problem, ...(hint && { hint }) }, { cause });
}

function tooLarge(file: string): JacoPkgError {
  const message = `the file is larger than ${MAX_BYTES / 1024 / 1024} MiB, the most a configuration may have`;
  return new JacoPkgError({ code: 'config_too_large', message, place: { file } });
}
