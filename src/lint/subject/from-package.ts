// A subject from a package of any origin.
import { type InspectedPackage, type InspectOptions, inspect } from '../../inspect/index.ts';
import type { Subject, SubjectEntry } from '../model.ts';
import { type ContentFacts, ContentReader } from './content.ts';
import { makeSubject } from './make.ts';

export interface ReadSubjectOptions extends Pick<InspectOptions, 'limits' | 'signal'> {
  /** What to call it in messages; the path by default. */
  readonly name?: string;
  /** Seconds since 1970, to tell what lies in the future. */
  readonly now?: number;
}

/**
 * Reads a package, given by its path or its bytes, to be judged. Throws what `inspect` throws.
 */
export async function subjectOfPackage(
  input: string | Uint8Array,
  { name, now, ...options }: ReadSubjectOptions = {},
): Promise<Subject> {
  const contents = new Map<string, ContentFacts>();
  const inspected = await inspect(input, {
    ...options,
    onContent: (entry) => {
      if (entry.type !== 'file') return undefined;
      const reader = new ContentReader(entry.path);
      return {
        write: async (bytes) => reader.take(bytes),
        close: async () => void contents.set(entry.path, reader.facts()),
      };
    },
  });
  return subjectOf(inspected, contents, name ?? inspected.file, now);
}

function subjectOf(
  inspected: InspectedPackage,
  contents: ReadonlyMap<string, ContentFacts>,
  file: string,
  now: number | undefined,
): Subject {
  const { format, metadata, relations, controlFiles } = inspected;
  const place = { file };
  const entries = inspected.entries.map((entry): SubjectEntry => {
    const content = contents.get(entry.type === 'hardlink' ? entry.target : entry.path);
    return { ...entry, place, ...(content && { content }) };
  });
  return makeSubject(
    {
      ...{ format, metadata, relations, entries, now },
      scripts: inspected.scripts.map((script) => ({ ...script, place })),
      controlFiles: new Map(
        controlFiles.map(({ name, bytes }) => [name, Buffer.from(bytes).toString('utf8')]),
      ),
      hasChangelog: hasChangelog(inspected),
    },
    () => place,
  );
}

/** rpm keeps a changelog in its header; Debian's is a file, which rules look for. */
function hasChangelog({ format, fields }: InspectedPackage): boolean | undefined {
  if (format !== 'rpm' && format !== 'srpm') return undefined;
  return fields.some(([name]) => /^changelog/i.test(name));
}
