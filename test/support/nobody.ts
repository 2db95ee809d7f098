/** The user without rights, by convention (Debian base-passwd). */
const NOBODY = 65_534;

/** Does something without root's rights, which would open any file. */
export async function asOrdinaryUser<Result>(task: () => Promise<Result>): Promise<Result> {
  if (process.geteuid?.() !== 0 || !process.seteuid) return task();
  process.seteuid(NOBODY);
  try {
    return await task();
  } finally {
    process.seteuid(0);
  }
}
