// Short forms that rules are written in.
import type { Hit, Subject, SubjectEntry, SubjectScript } from './model.ts';

/** A rule over single entries: the rest of a sentence that begins with the path, or nothing. */
export function entries(
  fault: (entry: SubjectEntry, subject: Subject) => string | undefined | false,
): (subject: Subject) => Iterable<Hit> {
  return function* check(subject) {
    for (const entry of subject.entries) {
      const text = fault(entry, subject);
      if (text) yield entryHit(entry, text);
    }
  };
}

/** The same for regular files, hard links among them. */
export function files(
  fault: (entry: SubjectEntry, subject: Subject) => string | undefined | false,
): (subject: Subject) => Iterable<Hit> {
  return entries((entry, subject) => isFile(entry) && fault(entry, subject));
}

export function isFile({ type }: SubjectEntry): boolean {
  return type === 'file' || type === 'hardlink';
}

/** @param text the rest of a sentence that begins with the path */
export function entryHit({ path, place }: SubjectEntry, text: string): Hit {
  return { message: `${path} ${text}`, path, place };
}

/** A rule over single scripts. */
export function scripts(
  fault: (script: SubjectScript, subject: Subject) => string | undefined | false,
): (subject: Subject) => Iterable<Hit> {
  return function* check(subject) {
    const seen = new Set<string>();
    for (const script of subject.scripts) {
      const { name, place, text } = script;
      // pacman's functions share a file, which is judged once.
      if (subject.format === 'archlinux' && seen.has(text)) continue;
      seen.add(text);
      const found = fault(script, subject);
      if (found) yield { message: `${name} ${found}`, path: name, place };
    }
  };
}

/** A rule over what the package says of itself. */
export function metadata(
  key: string,
  fault: (subject: Subject) => string | undefined | false,
): (subject: Subject) => Iterable<Hit> {
  return (subject) => {
    const message = fault(subject);
    return message ? [{ message, place: subject.locate(key) }] : [];
  };
}

/** Permission bits as `ls` shows numbers: `0755`. */
export function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}

/** The folder that a path is in; '/' at the top. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Whether something lies below a folder. */
export function below(path: string, ...folders: readonly string[]): boolean {
  return folders.some((folder) => path.startsWith(`${folder}/`));
}
