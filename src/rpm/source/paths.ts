// Paths in %files. rpm reads them as patterns, and does so in different ways: up to 4.18 a
// backslash or quotes do not make a pattern literal, later ones do. So a path with a character
// that means something is written as a pattern that matches it in all of them.
//   /usr/bin/dial            as it is
//   "/usr/share/sun dial"    in quotes, for a blank
//   /usr/share/sun?dial?     `?` for a character that means something

const PATTERN = /[*?[{\\%]/;
const BLANK = /[ \t]/;
/**
 * What ends a word, or means something within a pattern, or might in one of the readers. All of it is
 * ASCII: in the C locale `?` is one byte, and a blank beyond ASCII has several.
 */
const AWKWARD = /[*?[\]{}\\%"' \t\n\v\f\r]/g;

export function spell(path: string): string {
  if (isPattern(path)) return path.replace(AWKWARD, '?');
  return BLANK.test(path) ? `"${path}"` : path;
}

/** The paths whose patterns match others too, each with the first of those. */
export function ambiguous(paths: readonly string[]): (readonly [path: string, other: string])[] {
  const byLength = new Map<number, string[]>();
  for (const path of paths) {
    const known = byLength.get(path.length);
    if (known) known.push(path);
    else byLength.set(path.length, [path]);
  }
  return paths.filter(isPattern).flatMap((path) => {
    const pattern = spell(path);
    const other = byLength
      .get(path.length)
      ?.find((candidate) => candidate !== path && matches(candidate, pattern));
    return other === undefined ? [] : [[path, other] as const];
  });
}

function isPattern(path: string): boolean {
  return PATTERN.test(path) || (BLANK.test(path) && path.includes('"'));
}

function matches(path: string, pattern: string): boolean {
  for (let i = 0; i < pattern.length; i += 1) {
    if (path[i] !== pattern[i] && (pattern[i] !== '?' || path[i] === '/')) return false;
  }
  return true;
}
