/** Whether a text is a licence expression of SPDX. */
export async function isSpdx(text: string): Promise<boolean> {
  // Only now: its lists of licences are long.
  const { default: parse } = await import('spdx-expression-parse');
  try {
    parse(text);
    return true;
  } catch {
    return false;
  }
}
