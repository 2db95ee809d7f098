/**
 * Where the keys of a merged configuration are written: lists that came in from `overrides`,
 * items that moved up because others came out empty.
 */
export class Origins {
  readonly #moved = new Map<string, string>();
  readonly #shifted = new Map<string, string>();
  readonly #filled = new Map<string, string>();

  /** `depends` now is what is written as `overrides.deb.depends`. */
  move(to: string, from: string): void {
    this.#moved.set(to, from);
  }

  /** `depends[1]` now is what is written as `depends[2]`, in the same list. */
  shift(to: string, from: string): void {
    this.#shifted.set(to, from);
  }

  /** `rpm.prefixes[1]` now is what was `rpm.prefixes[2]` once all was merged. */
  fill(to: string, from: string): void {
    this.#filled.set(to, from);
  }

  /** The key to look for in the file. */
  of(key: string): string {
    const merged = replacePrefix(key, this.#filled);
    return replacePrefix(replacePrefix(merged, this.#moved), this.#shifted);
  }
}

function replacePrefix(key: string, table: ReadonlyMap<string, string>): string {
  for (let end = key.length; end > 0; end--) {
    if (end !== key.length && key[end] !== '.' && key[end] !== '[') continue;
    const found = table.get(key.slice(0, end));
    if (found !== undefined) return found + key.slice(end);
  }
  return key;
}
