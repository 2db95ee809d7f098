import type { Header } from 'tar-stream';
import type { JacoPkgError } from '../errors.ts';
import { unverified } from '../release/signed-sums.ts';

export interface UnpackLimits {
  /** Of everything in the archive, headers and padding included. */
  readonly maxBytes: number;
  readonly maxMembers: number;
}

/** Members of an archive as they come: refuses any that a release does not have. */
export class MemberCheck {
  readonly #archive: string;
  readonly #limits: UnpackLimits;
  readonly #seen = new Set<string>();

  constructor(archive: string, limits: UnpackLimits) {
    this.#archive = archive;
    this.#limits = limits;
  }

  /** The parts of the path of a regular file; undefined for a folder. */
  take({ name, type, size, pax }: Header): readonly string[] | undefined {
    if (type !== 'file' && type !== 'directory') {
      throw this.refuse(`${name} is neither file nor folder but ${type ?? 'something else'}`);
    }
    if (this.#seen.size >= this.#limits.maxMembers) {
      throw this.refuse(`it has more than ${this.#limits.maxMembers} members`);
    }
    if (size > this.#limits.maxBytes) throw this.refuse(`${name} has ${size} bytes`);
    if (isSparse(pax)) throw this.refuse(`${name} is a sparse file`);
    const parts = this.#parts(name, type === 'directory');
    const path = parts.join('/');
    if (this.#seen.has(path)) throw this.refuse(`${name} is there twice`);
    this.#seen.add(path);
    return type === 'file' ? parts : undefined;
  }

  #parts(name: string, isFolder: boolean): readonly string[] {
    const trimmed = name.replace(/^(?:\.\/)+/, '');
    const parts = (isFolder ? trimmed.replace(/\/+$/, '') : trimmed).split('/');
    // The folder that an archive of `.` has for itself.
    if (isFolder && (trimmed === '' || trimmed === '.')) return ['.'];
    const isBad = parts.some((part) => part === '' || part === '.' || part === '..');
    if (name.startsWith('/') || isBad || /[\0\\]/.test(name)) {
      throw this.refuse(`the path ${JSON.stringify(name)} leads elsewhere`);
    }
    return parts;
  }

  refuse(why: string, cause?: unknown): JacoPkgError {
    return unverified([{ message: `${this.#archive} cannot be unpacked: ${why}` }], cause);
  }
}

/** GNU's sparse files look like plain ones, but their content starts with a map. */
function isSparse(records: unknown): boolean {
  return Object.keys(Object(records)).some((key) => key.startsWith('GNU.sparse.'));
}
