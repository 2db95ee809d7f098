/** What a level from 0 to 9 means. */
export interface Preset {
  /** Whether to decide by rules of thumb instead of by cost. */
  readonly fast: boolean;
  /** How far back matches reach; what a decoder needs in memory. */
  readonly window: number;
  /** Length of a match that is good enough to look no further. */
  readonly nice: number;
  /** Places to look at for a match. */
  readonly depth: number;
}

const MIB = 1024 * 1024;

/** Windows are those of xz, so that a level asks no more of whoever unpacks. */
const PRESETS: readonly Preset[] = [
  { fast: true, window: MIB / 4, nice: 128, depth: 4 },
  { fast: true, window: MIB, nice: 128, depth: 8 },
  { fast: true, window: 2 * MIB, nice: 273, depth: 24 },
  { fast: true, window: 4 * MIB, nice: 273, depth: 48 },
  { fast: false, window: 4 * MIB, nice: 32, depth: 16 },
  { fast: false, window: 8 * MIB, nice: 64, depth: 24 },
  { fast: false, window: 8 * MIB, nice: 128, depth: 48 },
  { fast: false, window: 16 * MIB, nice: 128, depth: 48 },
  { fast: false, window: 32 * MIB, nice: 128, depth: 48 },
  { fast: false, window: 64 * MIB, nice: 128, depth: 48 },
];

export function presetOf(level: number): Preset {
  const preset = PRESETS[level];
  if (!preset) throw new RangeError(`lzma level ${level}`);
  return preset;
}

/** About how many bytes of memory it takes to compress pieces of some length. */
export function memoryFor(level: number, longest: number): number {
  const { fast, window } = presetOf(level);
  return Math.min(window, longest) * (fast ? 4 : 8) + 24 * MIB;
}
