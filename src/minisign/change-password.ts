import type { Protection } from './encode-secret-key.ts';
import { defaultComment, encodeSecretKey } from './encode-secret-key.ts';
import { UNTRUSTED_PREFIX } from './format.ts';
import { parseSecretKey } from './secret-key.ts';
import { decodeLine, textLines } from './text.ts';

/**
 * The text of the same key under another password, or none, with its comment when that is its
 * owner's own. Throws what `parseSecretKey` and `encodeSecretKey` throw.
 */
export async function changePassword(
  text: string | Uint8Array,
  password: string | undefined,
  protection: Protection,
  file?: string,
): Promise<string> {
  const key = await parseSecretKey(text, password, file);
  return encodeSecretKey(key, protection, ownComment(text));
}

/** The comment of the file, unless it is one that says how the file was protected until now. */
function ownComment(text: string | Uint8Array): string | undefined {
  const [first = ''] = textLines(text);
  if (!first.startsWith(UNTRUSTED_PREFIX)) return undefined;
  const comment = decodeLine(first.slice(UNTRUSTED_PREFIX.length));
  const isDefault = comment === defaultComment(true) || comment === defaultComment(false);
  return isDefault ? undefined : comment;
}
