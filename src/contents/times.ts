/**
 * 1980-01-01, for a package whose parts all come from memory and which names no time. Not 0: GNU
 * tar calls that implausible, Debian's archive refuses files from before 1975, and zip's clock
 * (APPNOTE.TXT 4.4.6) starts in this year.
 */
export const DEFAULT_TIME = 315_532_800;

/**
 * The time of a package, in whole seconds: the configured one, else that of its newest input, so
 * that it never depends on when the package was built.
 */
export function packageTime(
  configured: number | undefined,
  inputsMs: readonly (number | undefined)[],
): number {
  if (configured !== undefined) return Math.floor(configured);
  let newestMs: number | undefined;
  for (const time of inputsMs) {
    if (time !== undefined && (newestMs === undefined || time > newestMs)) newestMs = time;
  }
  return newestMs === undefined ? DEFAULT_TIME : Math.max(0, Math.floor(newestMs / 1000));
}
