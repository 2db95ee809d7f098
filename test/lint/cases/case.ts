import type { Change } from '../subjects.ts';

/** For each rule: packages that it is about, and ones that only look like it. */
export type Cases = Readonly<
  Record<string, { readonly bad: readonly Change[]; readonly good: readonly Change[] }>
>;
