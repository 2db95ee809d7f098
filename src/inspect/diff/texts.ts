import { isUtf8 } from 'node:buffer';
import type { ReadOptions } from '../read-package.ts';
import { withPackage } from '../read-package.ts';
import { type Sink, type Taker, walk } from '../walk.ts';

/** Bytes of a file that is compared as text, and of all such files of a package. */
export const TEXT_SIZE = 256 * 1024;
const ALL_TEXTS = 16 * 1024 * 1024;

/** Lines that differ before two texts are too different to show how. */
const EDITS = 2000;

/** Hunks of a unified diff; undefined when the texts are too different. */
export async function patchOf(before: string, after: string): Promise<string | undefined> {
  // Only now: most of what reads packages does without.
  const { structuredPatch } = await import('diff');
  const patch = structuredPatch('', '', before, after, '', '', {
    context: 3,
    maxEditLength: EDITS,
  });
  if (!patch) return undefined;
  const lines = patch.hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines: hunk }) => [
    `@@ -${rangeOf(oldStart, oldLines)} +${rangeOf(newStart, newLines)} @@`,
    ...hunk,
  ]);
  return lines.map((line) => `${line}\n`).join('');
}

/** An empty range is named by the line before it, as diff(1) has it. */
function rangeOf(start: number, lines: number): string {
  return `${lines === 0 ? start - 1 : start},${lines}`;
}

/** What of these bytes is text; undefined where it is none. */
export function asText(bytes: Uint8Array): string | undefined {
  if (!isUtf8(bytes) || bytes.includes(0)) return undefined;
  return Buffer.from(bytes).toString('utf8');
}

/** The contents of small text files in a package, by path. */
export async function readTexts(
  input: string | Uint8Array,
  paths: ReadonlySet<string>,
  options: ReadOptions,
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  if (paths.size === 0) return texts;
  await withPackage(input, options, ({ reading, found }) =>
    walk(found, reading, textSink(paths, texts)),
  );
  return texts;
}

function textSink(paths: ReadonlySet<string>, texts: Map<string, string>): Sink {
  let room = ALL_TEXTS;
  return {
    async open({ path, type, size }): Promise<Taker | undefined> {
      if (type !== 'file' || !paths.has(path) || size > Math.min(TEXT_SIZE, room)) return undefined;
      room -= size;
      const chunks: Uint8Array[] = [];
      return {
        // The chunk may be written over once this returns.
        write: async (bytes) => void chunks.push(Buffer.from(bytes)),
        async close() {
          const text = asText(Buffer.concat(chunks));
          if (text !== undefined) texts.set(path, text);
        },
      };
    },
  };
}
