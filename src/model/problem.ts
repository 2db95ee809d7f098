/** Where a problem is: as much of it as is known. */
export interface Place {
  /** Path of the file, as the user gave it. */
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  /** 1-based, in characters. */
  readonly column?: number;
  /** Path of the key in the configuration: `contents[2].type`. */
  readonly key?: string;
  /** What a package holds: `data.tar`. */
  readonly member?: string;
  /** In bytes, from 0: within the member when that is known, else within the file. */
  readonly offset?: number;
}

/** Something to tell the user: what, where, and what to do about it. */
export interface Problem<Code extends string = string> {
  readonly code: Code;
  /** One sentence, naming the value at fault. */
  readonly message: string;
  readonly place?: Place;
  /** What to change, when that is known. */
  readonly hint?: string;
}
