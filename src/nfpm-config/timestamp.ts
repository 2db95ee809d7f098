// Timestamps as go-yaml v3 takes them: RFC 3339, and unquoted also with one-digit fields, a
// lower-case t, or without a zone (UTC) as `2021-03-04 05:06:07` and `2021-03-04`.

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:(Z)|([-+])(\d\d):(\d\d))$/;
const LENIENT =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:[Tt](\d\d?):(\d\d?):(\d\d?)(?:[.,]\d+)?(?:(Z)|([-+])(\d\d):(\d\d))| +(\d\d?):(\d\d?):(\d\d?)(?:[.,]\d+)?)?$/;

/**
 * Whole seconds since 1970, fractions cut off; undefined when `text` is no timestamp.
 * @param lenient for unquoted scalars
 */
export function timestampOf(text: string, lenient: boolean): number | undefined {
  const match = (lenient ? LENIENT : RFC3339).exec(text);
  if (!match) return undefined;
  const number = (index: number) => Number(match[index] ?? 0);
  const clock = match[11] === undefined ? 4 : 11;
  const [year, month, day] = [number(1), number(2), number(3)];
  const [hour, minute, second] = [number(clock), number(clock + 1), number(clock + 2)];
  const [zoneHour, zoneMinute] = [number(9), number(10)];
  if (hour > 23 || minute > 59 || second > 59 || zoneHour > 23 || zoneMinute > 59) return undefined;
  const date = new Date(0);
  // Not Date.UTC, which takes the years 0 to 99 for 1900 to 1999.
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  date.setUTCHours(hour, minute, second);
  const zone = (match[8] === '-' ? -60 : 60) * (zoneHour * 60 + zoneMinute);
  return date.getTime() / 1000 - zone;
}
