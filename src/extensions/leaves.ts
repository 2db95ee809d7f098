// The values of jaco-pkg.yaml that nfpm.yaml does not have.
import { suggest } from '../model/suggest.ts';
import { leaf, MISSING } from '../nfpm-config/leaves.ts';
import { describe, isRecord, quote, readText, wrong } from '../nfpm-config/readers.ts';
import { Scalar } from '../nfpm-config/scalar.ts';

/**
 * Permission bits, in octal whether or not they are quoted: JSON has no numbers like `0644`. A
 * plain `644` could be meant either way, and is refused. Scripts give numbers.
 */
export function permissions(description: string, ...examples: readonly string[]) {
  const json = { type: ['string', 'integer'], pattern: '^0?o?[0-7]{3,4}$', examples };
  return leaf<string | number, number>(description, json, (value) => {
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 0o7777) {
      return { ok: value };
    }
    const { text, quoted } = value instanceof Scalar ? value : { text: value, quoted: true };
    const digits = typeof text === 'string' && /^(0o?)?([0-7]{3,4})$/.exec(text);
    if (!digits) {
      const hint = 'for example 0644';
      return { code: 'config_value', message: `cannot be ${describe(value)}`, hint };
    }
    const [, prefix = '', bits = ''] = digits;
    if (quoted || prefix !== '' || bits.startsWith('0')) return { ok: Number.parseInt(bits, 8) };
    return {
      code: 'config_value',
      message: `is ${bits} in decimal`,
      hint: `write 0${bits} for the permissions ${bits}`,
    };
  });
}

/** Path of a file on the build machine; from a script also its bytes. */
export function source(description: string, ...examples: readonly string[]) {
  type Given = string | { readonly data: string | Uint8Array };
  return leaf<Given, string | Uint8Array>(description, { type: 'string', examples }, (value) => {
    if (value === undefined) return MISSING;
    if (!isRecord(value)) return readText(value);
    const { data } = value;
    if (typeof data === 'string') return { ok: Buffer.from(data) };
    return data instanceof Uint8Array ? { ok: data } : wrong('the path of a file', value);
  });
}

/** One of a few words, and nothing else. */
export function oneOf<Word extends string>(description: string, words: readonly Word[]) {
  return leaf<Word, Word>(description, { type: 'string', enum: words }, (value) => {
    const result = readText(value);
    if (!('ok' in result)) return result;
    const word = words.find((known) => known === result.ok);
    if (word !== undefined) return { ok: word };
    const near = suggest(result.ok, words);
    const hint = near ? `did you mean ${near}?` : `choose from ${words.join(', ')}`;
    return { code: 'config_value', message: `cannot be ${quote(result.ok)}`, hint };
  });
}

/** Text of a certain form. */
export function patterned(
  description: string,
  form: { readonly pattern: RegExp; readonly hint: string },
  ...examples: readonly string[]
) {
  const json = { type: 'string', pattern: form.pattern.source, examples };
  return leaf<string, string>(description, json, (value) => {
    if (value === undefined) return MISSING;
    const result = readText(value);
    if (!('ok' in result) || form.pattern.test(result.ok)) return result;
    return { code: 'config_value', message: `cannot be ${quote(result.ok)}`, hint: form.hint };
  });
}
