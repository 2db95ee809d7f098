// Times of files.
import { FILES, SYSTEM } from '../formats.ts';
import { entries } from '../hits.ts';
import type { Rule } from '../model.ts';

/** Clocks of two machines may differ. */
const DAY = 24 * 60 * 60;
/** 1976: before that no file was packaged. */
const ANCIENT = 189_302_400;

export const TIME_RULES: readonly Rule[] = [
  {
    id: 'mtime-future',
    severity: 'warning',
    formats: FILES,
    why: 'make, backups and caches take such a file for newer than all that comes after it.',
    fix: 'set mtime or SOURCE_DATE_EPOCH, or correct the clock',
    check: entries(({ mtime }, { now }) => {
      return (
        now !== undefined &&
        mtime > now + DAY &&
        `was changed on ${dateOf(mtime)}, which is to come`
      );
    }),
  },
  {
    id: 'mtime-ancient',
    severity: 'warning',
    formats: SYSTEM,
    why: "A time of 0 means that nobody set one: Debian's archive refuses files from before 1976, and zip has none before 1980.",
    fix: 'set mtime or SOURCE_DATE_EPOCH',
    sameAs: { lintian: ['package-contains-ancient-file'] },
    check: entries(({ mtime, type }) => {
      return (
        mtime < ANCIENT &&
        type !== 'ghost' &&
        `was changed on ${dateOf(mtime)}, long before there were packages`
      );
    }),
  },
];

/** `2001-02-03`; of a time that no calendar has, its number. */
function dateOf(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? `${seconds}` : date.toISOString().replace(/T.*/, '');
}
