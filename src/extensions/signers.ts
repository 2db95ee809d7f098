import type { FormatName } from '../model/package.ts';
import type { Place } from '../model/problem.ts';
import { expandVariables } from '../nfpm-config/env.ts';
import type { ExtensionSettings } from './schema/index.ts';
import { perFormat } from './schema/per-format.ts';

/** Who signs packages of a format, as src/sign takes it. */
export interface ConfiguredSigner {
  readonly keyFile?: string;
  readonly command?: readonly string[];
  readonly keyId?: string;
  readonly keyName?: string;
  readonly hash?: 'sha1' | 'sha256';
  /** Where one of its keys is written, for messages: `locate('key_file')`. */
  locate(key: string): Place;
}

export type ConfiguredSigners = Readonly<Partial<Record<FormatName, ConfiguredSigner>>>;

/** The signers of the extensions; what is empty counts as not given. */
export function signersOf(
  { signers = {} }: ExtensionSettings,
  env: Readonly<Record<string, string | undefined>>,
  locate: (key: string) => Place,
): ConfiguredSigners {
  const lookUp = (name: string) => (Object.hasOwn(env, name) ? env[name] : undefined) ?? '';
  const all = perFormat((format): ConfiguredSigner | undefined => {
    const given = signers[format];
    if (!given) return undefined;
    const { command = [], key_id: keyId, key_name: keyName, hash } = given;
    const keyFile = expandVariables(given.key_file ?? '', lookUp);
    return {
      ...(keyFile && { keyFile }),
      ...(command.length > 0 && { command }),
      ...(keyId && { keyId }),
      ...(keyName && { keyName }),
      ...(hash && { hash }),
      locate: (key) => locate(['signers', format, key].filter(Boolean).join('.')),
    };
  });
  return Object.fromEntries(Object.entries(all).filter(([, signer]) => signer !== undefined));
}
