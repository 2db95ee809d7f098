/** A compressor with its level, as a format uses it. */
export type Codec =
  | { readonly name: 'none' }
  /** RFC 1952; levels 1 to 9. */
  | { readonly name: 'gzip'; readonly level: number }
  /** The .xz format; presets 0 to 9. */
  | { readonly name: 'xz'; readonly level: number }
  /** The legacy .lzma ("alone") format; presets 0 to 9. */
  | { readonly name: 'lzma'; readonly level: number }
  /** RFC 8878; levels 1 to 22. */
  | { readonly name: 'zstd'; readonly level: number };

export type CodecName = Codec['name'];
