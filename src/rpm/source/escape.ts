// Text in a spec file, by rpm's docs/manual/spec.md and macros.md: macros are expanded everywhere,
// also in comments; `%%` stands for a percent sign.

/** Text that means just itself. */
export function literal(text: string): string {
  return text.replaceAll('%', '%%');
}

/** Text as the value of a tag, which is one line. */
export function tagText(text: string): string {
  return literal(text.trim().replace(/\s*\n\s*/g, ' '));
}

/**
 * A word among the options of a scriptlet. popt(3) splits them: a backslash takes the meaning off
 * the character after it.
 */
export function word(text: string): string {
  return text.replace(/[\s"'\\]/g, '\\$&');
}

const SECTIONS = [
  'build changelog check clean conf description end files filetrigger filetriggerin',
  'filetriggerpostun filetriggerun generate_buildrequires install package patchlist post postin',
  'posttrans postun postuntrans pre prein prep pretrans preun preuntrans sepolicy sourcelist',
  'transfiletrigger transfiletriggerin transfiletriggerpostun transfiletriggerun trigger triggerin',
  'triggerpostun triggerprein triggerun verifyscript',
].flatMap((line) => line.split(' '));

/** A section ends where a line begins with the name of another, once macros are expanded. */
const SECTION = new RegExp(`^%(?:${SECTIONS.join('|')})(?=\\s|$)`, 'i');
const CONDITION = /^\s*%(?:if|ifn?arch|ifn?os|elif|elifarch|elifos|else|endif|include)(?=[\s(]|$)/;
const COMMENT = /^\s*#/;

/**
 * The first line of a text that rpmbuild takes for something else wherever it stands: there is no
 * way to write it.
 */
export function unspeakable(text: string): string | undefined {
  return text
    .split('\n')
    .find((line) => SECTION.test(line) || CONDITION.test(line) || COMMENT.test(line));
}
