// Lines of POSIX shell, put together. What has nothing in it is left out, with what is around it.

export type Lines = readonly string[];

/** Lines between two others, indented. */
export function block(opening: string, inner: Lines, closing: string): Lines {
  return inner.length === 0 ? [] : [opening, ...indented(inner), closing];
}

export function when(condition: string, inner: Lines): Lines {
  return block(`if ${condition}; then`, inner, 'fi');
}

/** One or the other, or the one of them that has something in it. */
export function either(condition: string, first: Lines, second: Lines): Lines {
  if (first.length === 0) return when(`! { ${condition}; }`, second);
  if (second.length === 0) return when(condition, first);
  return [`if ${condition}; then`, ...indented(first), 'else', ...indented(second), 'fi'];
}

/** The lines for each word; of several, in a loop. */
export function forEach(words: readonly string[], inner: (word: string) => Lines): Lines {
  const [first, ...others] = words;
  if (first === undefined) return [];
  if (others.length === 0) return inner(quoted(first));
  return block(`for _unit in ${words.map(quoted).join(' ')}; do`, inner('"$_unit"'), 'done');
}

/** A command that may fail, and for the output of which nobody is there. */
export function quietly(command: string): string {
  return `${command} >/dev/null 2>&1 || :`;
}

/** A command that may fail, and then says why. */
export function trying(command: string): string {
  return `${command} >/dev/null || :`;
}

/** The same for one that reads a text. */
export function tryingWithInput(command: string, input: string): Lines {
  const text = input.replace(/\n$/, '').split('\n');
  let end = 'END';
  while (text.includes(end)) end += '_';
  return [`${command} >/dev/null <<'${end}' || :`, ...text, end];
}

/** Whether a program is there. */
export function has(program: string): string {
  return `command -v ${program} >/dev/null 2>&1`;
}

export function quoted(word: string): string {
  if (/^[A-Za-z0-9@._:-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Nothing inside a here-document may be moved. */
function indented(lines: Lines): Lines {
  let end: string | undefined;
  return lines.map((line) => {
    const inDocument = end !== undefined;
    if (line === end) end = undefined;
    if (inDocument) return line;
    end = /<<'(\w+)'/.exec(line)?.[1];
    return line === '' ? line : `  ${line}`;
  });
}
