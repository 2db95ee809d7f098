/** Value of a variable; '' when it is not set. */
export type Mapping = (name: string) => string;

/**
 * Replaces `$NAME` and `${NAME}` as Go's os.Expand does: https://pkg.go.dev/os#Expand. A name is
 * letters, digits and `_`, one of the shell's special characters, or anything in braces; so
 * `$1x` is `$1` and `x`, and `${A:-b}` a variable that is never set. `${}` and an open `${`
 * vanish, a `$` before anything else stays.
 */
export function expandVariables(text: string, mapping: Mapping): string {
  const lastBrace = text.lastIndexOf('}');
  let result = '';
  let done = 0;
  for (let at = text.indexOf('$'); at !== -1; at = text.indexOf('$', done)) {
    const { name, end } = variableAt(text, at + 1, lastBrace);
    result += text.slice(done, at);
    if (end === at + 1) result += '$';
    else if (name !== '') result += mapping(name);
    done = end;
  }
  return result + text.slice(done);
}

/** The variables that a text names, each once. */
export function variablesIn(text: string): Set<string> {
  const names = new Set<string>();
  expandVariables(text, (name) => {
    names.add(name);
    return '';
  });
  return names;
}

const NAME = /[*#$@!?0-9-]|[A-Za-z_][A-Za-z0-9_]*/y;

/** The variable after a `$`; an `end` of `start` means there is none. */
function variableAt(text: string, start: number, lastBrace: number) {
  if (text[start] === '{') {
    if (start > lastBrace) return { name: '', end: start + 1 };
    const close = text.indexOf('}', start);
    return { name: text.slice(start + 1, close), end: close + 1 };
  }
  NAME.lastIndex = start;
  const name = NAME.exec(text)?.[0] ?? '';
  return { name, end: start + name.length };
}
