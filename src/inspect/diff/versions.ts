/** A version without what its format made of it. */
interface Version {
  readonly epoch: string;
  /** Its words and numbers; what stands between them differs: `1.0~rc1`, `1.0_rc1`, `1.0rc1`. */
  readonly upstream: string;
  /** Of the packaging; '' where it is not stated, or the `r0` that apk wants. */
  readonly release: string;
}

/** `1:2.0~rc1-3`, `2.0_rc1-r3`, `2.0rc1-3`; msix has `2.0.0.0`. */
function parseVersion(text: string): Version {
  const [, epoch = '', upstream = '', release = ''] =
    /^(?:(\d+):)?(.*?)(?:-r?(\d[\w.+~^]*))?$/s.exec(text) ?? [];
  return { epoch: epoch === '0' ? '' : epoch, upstream: wordsOf(upstream), release };
}

/** Words and numbers of a version. */
export function wordsOf(version: string): string {
  return (version.toLowerCase().match(/\d+|[a-z]+/g) ?? []).join(' ');
}

/**
 * Whether two formats mean the same version. Epochs and releases count where both state one; four
 * numbers, as in msix, may end in zeros.
 */
export function isSameVersion(one: string, other: string): boolean {
  const [a, b] = [parseVersion(one), parseVersion(other)];
  const isSame = (x: string, y: string) => x === y || x === '' || y === '';
  const releases = [a.release, b.release].map((release) => (release === '0' ? '' : release));
  return (
    withoutZeros(a.upstream) === withoutZeros(b.upstream) &&
    isSame(a.epoch, b.epoch) &&
    isSame(releases[0] ?? '', releases[1] ?? '')
  );
}

function withoutZeros(words: string): string {
  return words.replace(/^(\d+ \d+ \d+) 0$/, '$1');
}
