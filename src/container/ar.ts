// The common ar(5) format as deb(5) uses it: a magic line, then members of
// { 60-byte header, body, '\n' when the body's length is odd }.
import type { Segment } from '../model/segment.ts';
import { sizeOf } from '../model/segment.ts';
import { utf8 } from './bytes.ts';

export interface ArMember {
  /** At most 15 characters; deb(5) wants no trailing slash. */
  readonly name: string;
  /**
   * Seconds since 1970. A time before that or after {@link AR_MAX_TIME} becomes the nearest one that
   * can be written, as no reader makes use of it.
   */
  readonly mtime: number;
  readonly body: readonly Segment[];
}

/** The size field has ten decimal digits. */
export const AR_MAX_MEMBER = 9_999_999_999;

/** The date field has twelve decimal digits. */
export const AR_MAX_TIME = 999_999_999_999;

/** Layout of an archive whose members are owned by root with mode 100644. */
export function arArchive(members: readonly ArMember[]): Segment[] {
  const out: Segment[] = [utf8('!<arch>\n')];
  for (const { name, mtime, body } of members) {
    const size = sizeOf(body);
    const header = [
      name.padEnd(16),
      String(Math.min(Math.max(mtime, 0), AR_MAX_TIME)).padEnd(12),
      '0'.padEnd(6),
      '0'.padEnd(6),
      '100644'.padEnd(8),
      String(size).padEnd(10),
      '`\n',
    ].join('');
    out.push(utf8(header), ...body);
    if (size % 2 === 1) out.push(utf8('\n'));
  }
  return out;
}
