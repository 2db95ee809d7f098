import type { Facts, Found } from './facts.ts';
import type { Limits } from './limits.ts';
import { Reading } from './reading.ts';
import { recognise } from './recognise.ts';
import { openPackage, type PackageFile } from './source.ts';

export interface ReadOptions {
  /** In place of single ones of the defaults. */
  readonly limits?: Partial<Limits>;
  readonly signal?: AbortSignal;
}

/** A package that is open and recognised. */
export interface OpenPackage {
  readonly file: PackageFile;
  readonly reading: Reading;
  readonly found: AsyncGenerator<Found, Facts>;
}

/** Opens a package for as long as it is used. */
export async function withPackage<T>(
  input: string | Uint8Array,
  { limits, signal }: ReadOptions,
  use: (open: OpenPackage) => Promise<T>,
): Promise<T> {
  const name = typeof input === 'string' ? input : '';
  const reading = new Reading(name, limits, signal);
  const file = await openPackage(input, reading);
  try {
    const reader = await recognise(file, reading);
    return await use({ file, reading, found: reader(file, reading) });
  } finally {
    await file.close();
  }
}
