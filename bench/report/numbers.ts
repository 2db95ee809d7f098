/** Seconds, with about three digits: `0.061`, `3.31`, `86.4`. */
export function seconds(value: number): string {
  return value.toFixed(value < 0.1 ? 3 : value < 10 ? 2 : 1);
}

/** Bytes as `61 MB`, or `1.4 kB` where it is less than one. */
export function megabytes(bytes: number): string {
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(1)} kB`;
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 2 : bytes < 1e8 ? 1 : 0)} MB`;
}

/** How many times as much: `5.2×`, `0.98×`, `12×`. */
export function times(ratio: number): string {
  return `${ratio.toFixed(ratio < 2 ? 2 : ratio < 10 ? 1 : 0)}×`;
}
