import type { FormatName } from '../model/package.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Formats that have no settings of their own. */
const SECTIONS: Readonly<Partial<Record<FormatName, FormatName>>> = { srpm: 'rpm' };

const COMMON = 'NFPM_PASSPHRASE';

/** The section of nfpm.yaml with the signature of a format. */
export function sectionOf(format: FormatName): FormatName {
  return SECTIONS[format] ?? format;
}

export interface Passphrase {
  /** The variable it is in; where it is missing, those it may be in. */
  readonly variable: string;
  readonly value: string | undefined;
}

/** A passphrase by nfpm's rules: of the format, else the one for all. An empty one is none. */
export function passphraseFor(format: FormatName, env: Environment): Passphrase {
  const names = [`NFPM_${sectionOf(format).toUpperCase()}_PASSPHRASE`, COMMON];
  const variable = names.find((name) => env[name]);
  return { variable: variable ?? names.join(' or '), value: variable && env[variable] };
}

/** A text without any of the passphrases that are set. */
export function withoutPassphrases(text: string, env: Environment): string {
  const secrets = Object.entries(env).flatMap(([name, value]) =>
    value && /^NFPM_(?:\w+_)?PASSPHRASE$/.test(name) ? [value] : [],
  );
  return secrets.reduce((result, secret) => result.replaceAll(secret, '***'), text);
}
