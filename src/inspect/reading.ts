import { type ErrorCode, JacoPkgError } from '../errors.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { piecesIn, textOf } from './text.ts';

/** Bytes of memory that a piece of a text takes, about: a line, or an item of a list. */
const PIECE_COST = 100;

/** Where in a package: a byte of the file, or of a member as unpacked. */
export interface At {
  readonly member?: string;
  readonly offset?: number;
}

/** One reading of a package: what it may use, what it has used, and what it noticed. */
export class Reading {
  /** What to call the package in messages. */
  readonly file: string;
  readonly limits: Limits;
  /** Oddities that are no reason to stop. */
  readonly notes: string[] = [];
  #memory = 0;
  #unpacked = 0;

  readonly #signal: AbortSignal | undefined;

  constructor(file: string, limits: Partial<Limits> = {}, signal?: AbortSignal) {
    this.file = file;
    this.#signal = signal;
    this.limits = { ...DEFAULT_LIMITS, ...limits };
  }

  /** A reading of the same package that counts by itself: for what is only looked at. */
  aside(): Reading {
    return new Reading(this.file, this.limits, this.#signal);
  }

  /** Throws the reason when the reading is to stop. */
  goOn(): void {
    this.#signal?.throwIfAborted();
  }

  /** Whether somebody asked for an end. */
  get isStopped(): boolean {
    return this.#signal?.aborted === true;
  }

  /** The package is not what it says it is, or ends too early. */
  malformed(message: string, at: At = {}, cause?: unknown): JacoPkgError {
    return this.#error('package_malformed', message, at, undefined, cause);
  }

  /** The package uses something that cannot be read here. */
  unsupported(message: string, at: At = {}, hint?: string): JacoPkgError {
    return this.#error('package_unsupported', message, at, hint);
  }

  tooLarge(message: string, at: At = {}): JacoPkgError {
    const hint = 'raise the limit (--limit) if the package is to be trusted';
    return this.#error('package_too_large', message, at, hint);
  }

  /** Counts bytes that stay in memory; throws `package_too_large`. */
  keep(bytes: number, at: At): void {
    this.#memory += bytes;
    if (this.#memory <= this.limits.memory) return;
    throw this.tooLarge(`more than ${this.limits.memory} bytes of metadata`, at);
  }

  /** Bytes as a text that may be taken apart, counted as what it takes; throws `package_too_large`. */
  text(bytes: Uint8Array, at: At): string {
    this.allowText(bytes.length, at);
    const text = textOf(bytes);
    this.keep(text.length + PIECE_COST * piecesIn(bytes), at);
    return text;
  }

  /** Throws `package_too_large` for a text of so many bytes. */
  allowText(bytes: number, at: At): void {
    const { text } = this.limits;
    if (bytes <= text) return;
    throw this.tooLarge(`a text of ${bytes} bytes, where ${text} are the limit`, at);
  }

  /** Counts bytes that a decompressor gave; throws `package_too_large`. */
  unpack(bytes: number, at: At): void {
    this.#unpacked += bytes;
    if (this.#unpacked <= this.limits.unpacked) return;
    throw this.tooLarge(`unpacks to more than ${this.limits.unpacked} bytes`, at);
  }

  note(text: string): void {
    if (!this.notes.includes(text) && this.notes.length < 100) this.notes.push(text);
  }

  #error(code: ErrorCode, message: string, at: At, hint?: string, cause?: unknown): JacoPkgError {
    const place = { file: this.file, ...at };
    const problem = { code, message, place, ...(hint !== undefined && { hint }) };
    return new JacoPkgError(problem, cause === undefined ? undefined : { cause });
  }
}
