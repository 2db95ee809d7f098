import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { JacoPkgError } from '../errors.ts';
import { MemberCheck, type UnpackLimits } from './members.ts';

/** How many files are named where one is missing. */
const SHOWN = 5;

/** Takes the content of one wanted file. */
export type Sink = (chunks: AsyncIterable<Uint8Array>) => Promise<unknown>;

export interface Tarball {
  readonly path: string;
  /** As it is called in messages. */
  readonly name: string;
  readonly limits: UnpackLimits;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads a .tar.gz through to its end, and hands out the files that are wanted; nothing else is
 * unpacked, and no name in the archive becomes a path. A file is wanted by its path from the top or
 * from the archive's one folder. Throws `upgrade_verification_failed`, and `content_missing` when a
 * sound archive has no such file.
 */
export async function unpack(
  { path, name: archive, limits, signal }: Tarball,
  wanted: ReadonlyMap<string, Sink>,
): Promise<void> {
  const check = new MemberCheck(archive, limits);
  const reader = extract();
  const feeding = pipeline(
    createReadStream(path),
    createGunzip(),
    atMost(limits.maxBytes, check),
    reader,
    { ...(signal && { signal }) },
  );
  // Told below; until then it must not count as unhandled.
  feeding.catch(() => {});
  const files: string[] = [];
  const found = new Set<string>();
  try {
    for await (const member of reader) {
      const parts = check.take(member.header);
      if (parts) files.push(parts.join('/'));
      const name = wantedName(parts, wanted);
      if (name === undefined) {
        member.resume();
        continue;
      }
      if (found.has(name)) throw check.refuse(`${name} is there twice`);
      if (!member.header.size) throw check.refuse(`${name} is empty`);
      found.add(name);
      await wanted.get(name)?.(member as AsyncIterable<Uint8Array>);
    }
    await feeding;
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause instanceof JacoPkgError) throw cause;
    throw check.refuse(cause instanceof Error ? cause.message : String(cause), cause);
  }
  if (files.length === 0) throw check.refuse('it has no files');
  const missing = [...wanted.keys()].filter((name) => !found.has(name));
  if (missing.length > 0) throw lacking(archive, missing, files);
}

/** For files that were asked for by another path than theirs, or are not there. */
function lacking(archive: string, missing: readonly string[], files: readonly string[]) {
  const names = new Set(missing.map((name) => basename(name)));
  // What is called the same comes first.
  const sorted = [true, false].flatMap((same) =>
    files.filter((path) => names.has(basename(path)) === same),
  );
  const more = sorted.length > SHOWN ? ` and ${sorted.length - SHOWN} more` : '';
  return new JacoPkgError({
    code: 'content_missing',
    message: `it has no ${missing.join(' and no ')}, but ${sorted.slice(0, SHOWN).join(', ')}${more}`,
    place: { file: archive },
    hint: 'say which of its files replaces the installed one: -t PATH=MEMBER',
  });
}

/** A path, or what of it is below the archive's one folder; undefined when neither is wanted. */
function wantedName(
  parts: readonly string[] | undefined,
  wanted: ReadonlyMap<string, Sink>,
): string | undefined {
  return [parts ?? [], parts?.slice(1) ?? []]
    .map((some) => some.join('/'))
    .find((one) => wanted.has(one));
}

/** Passes on so many bytes, and fails at the next. */
function atMost(maxBytes: number, check: MemberCheck): Transform {
  let passed = 0;
  return new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      passed += chunk.length;
      if (passed > maxBytes) done(check.refuse(`it has more than ${maxBytes} bytes`));
      else done(null, chunk);
    },
  });
}
