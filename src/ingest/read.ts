import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { open } from 'node:fs/promises';
import { crc32 } from '../codec/index.ts';
import { JacoPkgError, systemCode } from '../errors.ts';
import type { Input } from '../model/entry.ts';
import { fileIdentity } from '../model/identity.ts';
import { SCRATCH_SIZE } from '../model/segment.ts';

export type DiskInput = Extract<Input, { kind: 'disk' }>;

const READ_SIZE = SCRATCH_SIZE;
/** A pipe that took the file's place must not be waited for; Windows has none. */
const READ_NOW = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Room for bytes that are read: at least one, at most `most`. */
export type Room = (most: number) => Uint8Array;

/** For each chunk anew, or over the one before. */
export function roomIn(scratch?: Uint8Array): Room {
  return (most) => scratch?.subarray(0, most) ?? Buffer.allocUnsafeSlow(most);
}

/**
 * A file's bytes in chunks of at most 1 MiB, as there is room. Fails with `input_changed` when the
 * file is not, or does not stay, what it was when the package was planned.
 */
export async function* readChunks(input: DiskInput, room: Room): AsyncGenerator<Uint8Array> {
  const file = await open(input.path, READ_NOW).catch((cause) => fail(input, cause));
  try {
    assertUnchanged(input, await file.stat());
    let position = 0;
    while (position < input.size) {
      const chunk = room(Math.min(READ_SIZE, input.size - position));
      let filled = 0;
      while (filled < chunk.length) {
        const { bytesRead } = await file
          .read(chunk, filled, chunk.length - filled, position + filled)
          .catch((cause) => fail(input, cause));
        if (bytesRead === 0) throw changed(input, 'it shrank');
        filled += bytesRead;
      }
      position += filled;
      yield chunk;
    }
    assertUnchanged(input, await file.stat());
  } finally {
    await file.close();
  }
}

/**
 * The bytes of a file that was read before, whose CRC-32 is known from then. What went into
 * digests is what is packed: `input_changed` also when the file was written to and its time
 * set back.
 */
export async function* readAgain(
  input: DiskInput,
  check: number,
  scratch?: Uint8Array,
): AsyncGenerator<Uint8Array> {
  let now = 0;
  for await (const chunk of readChunks(input, roomIn(scratch))) {
    now = crc32(chunk, now);
    yield chunk;
  }
  assertAsBefore(input, now, check);
}

/** Compares the CRC-32 of bytes that were read again with the one they had. */
export function assertAsBefore(input: Input, now: number, check: number): void {
  if (now !== check) throw changed(input, 'its bytes are not those it had at first');
}

/**
 * Reads a small file into an array of its size. Synchronous: for thousands of files that costs a
 * tenth of waiting.
 */
export function readWhole(input: DiskInput, bytes: Uint8Array): void {
  let file: number | undefined;
  try {
    file = openSync(input.path, READ_NOW);
    const filled = fill(file, bytes);
    // What happened before it was opened or while it was read, shows afterwards.
    assertUnchanged(input, fstatSync(file));
    if (filled < bytes.length) throw changed(input, 'it shrank');
  } catch (cause) {
    // What has become a folder, say, cannot be read.
    if (file !== undefined) assertUnchanged(input, fstatSync(file));
    fail(input, cause);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Reads as much as there is. */
function fill(file: number, bytes: Uint8Array): number {
  let filled = 0;
  while (filled < bytes.length) {
    const count = readSync(file, bytes, filled, bytes.length - filled, null);
    if (count === 0) break;
    filled += count;
  }
  return filled;
}

function assertUnchanged(input: DiskInput, now: Stats): void {
  if (now.size !== input.size) {
    throw changed(input, `it had ${input.size} bytes and has ${now.size}`);
  }
  if (now.mtimeMs !== input.mtimeMs) throw changed(input, 'it was written to');
  if (fileIdentity(now, input.path) !== input.identity) throw changed(input, 'it was replaced');
}

function changed(input: Input, how: string, cause?: unknown): JacoPkgError {
  return new JacoPkgError(
    {
      code: 'input_changed',
      message: `${input.name} changed while the package was being built: ${how}`,
      place: { file: input.name },
      hint: 'build again once nothing writes to it',
    },
    { cause },
  );
}

function fail(input: DiskInput, cause: unknown): never {
  if (cause instanceof JacoPkgError) throw cause;
  const code = systemCode(cause);
  if (code === 'ENOENT' || code === 'ENOTDIR') throw changed(input, 'it vanished', cause);
  throw new JacoPkgError(
    {
      code: 'content_unreadable',
      message: `cannot read ${input.name}: ${code || String(cause)}`,
      place: { file: input.name },
    },
    { cause },
  );
}
