import type { Codec, CodecName } from '../model/codec.ts';
import type { FormatName } from '../model/package.ts';

type Leveled = Exclude<CodecName, 'none'>;

interface Levels {
  readonly min: number;
  readonly max: number;
  /** Beyond these, nfpm takes numbers as well; they are the nearest level. */
  readonly taken?: readonly [from: number, to: number];
  /** Other ways to say a level. */
  readonly words: Readonly<Record<string, number>>;
}

const PRESETS = { min: 0, max: 9, words: {} };

const LEVELS: Readonly<Record<Leveled, Levels>> = {
  gzip: { min: 1, max: 9, taken: [-2, 9], words: { '-1': 6 } },
  // The words are those of klauspost/compress, with the levels its documentation likens them to.
  zstd: {
    min: 1,
    max: 22,
    taken: [-99, 99],
    words: { fastest: 1, default: 3, better: 7, best: 11 },
  },
  xz: PRESETS,
  lzma: PRESETS,
};

/** What the programs gzip, zstd, xz and lzma do when no level is given. */
const USUAL: Readonly<Record<Leveled, number>> = { gzip: 6, zstd: 3, xz: 6, lzma: 6 };

/**
 * Where nfpm has the compressor, its name alone makes a package neither larger than nfpm's nor
 * slower to build (docs/performance.md has the figures).
 */
const USUAL_OF_NFPM: typeof USUAL = { ...USUAL, zstd: 5, xz: 1, lzma: 1 };

const USUAL_IN: Readonly<Partial<Record<FormatName, typeof USUAL>>> = {
  deb: USUAL_OF_NFPM,
  rpm: USUAL_OF_NFPM,
  srpm: USUAL_OF_NFPM,
};

/**
 * What a `compression` key may name; the first is the default. The key of Arch's packages and of
 * tarballs is in jaco-pkg.yaml. Formats without one have one compression.
 */
const CODECS: Readonly<Record<FormatName, readonly CodecName[]>> = {
  apk: ['gzip'],
  // Whatever libarchive reads, libarchive-formats(5).
  archlinux: ['zstd', 'xz', 'gzip', 'lzma', 'none'],
  deb: ['gzip', 'xz', 'zstd', 'none'],
  ipk: ['gzip'],
  // Files are deflated one by one.
  msix: ['none'],
  rpm: ['gzip', 'zstd', 'lzma', 'xz'],
  srpm: ['gzip', 'zstd', 'lzma', 'xz'],
  tarball: ['gzip', 'xz', 'zstd', 'lzma', 'none'],
};

/** Why a setting cannot be used. */
export interface CompressionFault {
  readonly message: string;
  readonly hint: string;
}

/**
 * Reads nfpm's `name` or `name:level`; '' is the default of the format.
 * @param more what else may be named
 */
export function codecOf(
  format: FormatName,
  setting: string,
  more: readonly CodecName[] = [],
): Codec | CompressionFault {
  const [given = '', ...levels] = setting.split(':');
  const level = levels.join(':');
  const allowed = [...CODECS[format], ...more];
  const wanted = given === 'gz' ? 'gzip' : given || allowed[0];
  const name = allowed.find((candidate) => candidate === wanted);
  if (name === undefined) {
    return {
      message: `${format} has no compression ${JSON.stringify(given)}`,
      hint: `choose from ${allowed.join(', ')}`,
    };
  }
  if (name === 'none') {
    return level === '' ? { name } : { message: 'none has no levels', hint: 'leave the level out' };
  }
  if (level === '') return { name, level: (USUAL_IN[format] ?? USUAL)[name] };
  return leveled(name, level);
}

function leveled(name: Leveled, text: string): Codec | CompressionFault {
  const { min, max, taken: [from, to] = [min, max], words } = LEVELS[name];
  const number = /^-?[0-9]{1,3}$/.test(text) ? Number(text) : Number.NaN;
  const level = new Map(Object.entries(words)).get(text.toLowerCase()) ?? number;
  if (level >= from && level <= to) return { name, level: Math.min(Math.max(level, min), max) };
  const others = Object.keys(words).map((word) => `, ${word}`);
  return {
    message: `${name} has no level ${JSON.stringify(text)}`,
    hint: `the levels are ${min} to ${max}${others.join('')}`,
  };
}
