import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { JacoPkgError, reasonOf } from '../../errors.ts';
import type { Input, PlannedEntry } from '../../model/entry.ts';
import type { Digests } from '../../model/segment.ts';
import { type ContentFacts, ContentReader } from './content.ts';

interface Learned {
  readonly content: ContentFacts;
  /** Of files as long as another one, which alone can be the same. */
  readonly digests: Digests;
}

type FileEntry = Extract<PlannedEntry, { readonly type: 'file' }>;

const CHUNK = 256 * 1024;

/**
 * Reads every input once, no further than it tells something.
 * @throws JacoPkgError with code `content_unreadable`
 */
export async function readInputs(
  entries: readonly PlannedEntry[],
  signal?: AbortSignal,
): Promise<Map<Input, Learned>> {
  const files = entries.filter((entry) => entry.type === 'file');
  const counts = new Map<number, number>();
  for (const { size } of files) counts.set(size, (counts.get(size) ?? 0) + 1);
  const learned = new Map<Input, Learned>();
  for (const entry of files) {
    signal?.throwIfAborted();
    if (learned.has(entry.body)) continue;
    const isShared = (counts.get(entry.size) ?? 0) > 1;
    learned.set(entry.body, await learn(entry, isShared));
  }
  return learned;
}

async function learn(entry: FileEntry, isShared: boolean): Promise<Learned> {
  const reader = new ContentReader(entry.path);
  const hash = isShared ? createHash('sha256') : undefined;
  for await (const chunk of chunksOf(entry)) {
    reader.take(chunk);
    hash?.update(chunk);
    if (reader.isDone && !hash) break;
  }
  return { content: reader.facts(), digests: hash ? { sha256: hash.digest('hex') } : {} };
}

async function* chunksOf({ body, place }: FileEntry): AsyncGenerator<Uint8Array> {
  if (body.kind === 'memory') {
    yield body.bytes;
    return;
  }
  try {
    const file = await open(body.path, 'r');
    try {
      const buffer = Buffer.allocUnsafe(CHUNK);
      for (;;) {
        const { bytesRead } = await file.read(buffer, 0, CHUNK);
        if (bytesRead === 0) return;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      await file.close();
    }
  } catch (cause) {
    const message = `${body.name} cannot be read: ${reasonOf(cause)}`;
    throw new JacoPkgError({ code: 'content_unreadable', message, place }, { cause });
  }
}
