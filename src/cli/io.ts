import type { Ask } from './converse.ts';

/** A place to write text, such as `process.stdout`. */
export interface Sink {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** All that a command knows of its surroundings; tests bring their own. */
export interface Io {
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** Writes bytes to standard output; settles when there is room for more, EPIPE when none are wanted. */
  readonly writeBytes?: (bytes: Uint8Array) => Promise<void>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Aborted, with a JacoPkgError as the reason, when the user interrupts. */
  readonly signal: AbortSignal;
  /** Seconds since 1970; for what tells when it was made, as a signature does. */
  readonly now: () => number;
  /** Talks with the person at the terminal; absent without one. */
  readonly converse?: <Outcome>(talk: (ask: Ask) => Promise<Outcome>) => Promise<Outcome>;
  /** Asks the person at the terminal for something that must not be seen; absent without one. */
  readonly askSecret?: (question: string) => Promise<string>;
}

/** What a command ends with: 0 done, 1 failed, 2 called wrongly, 3 a release is not to be trusted. */
export const EXIT = { ok: 0, failed: 1, usage: 2, unverified: 3 } as const;
