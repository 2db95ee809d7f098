const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** 1234567 -> `1.2 MB` (powers of 1000). */
export function humanSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]}`;
}

/** `+1.2 kB`, `-3 B`, `±0 B`. */
export function humanGrowth(bytes: number): string {
  const sign = bytes > 0 ? '+' : bytes < 0 ? '-' : '±';
  return `${sign}${humanSize(Math.abs(bytes))}`;
}
