import { JacoPkgError } from '../../errors.ts';
import { type Manifest, manifestSchema } from './manifest.ts';

/**
 * The text of a release.json. `file` names it in errors.
 * @throws JacoPkgError `release_shards` for what is none, or is of another version of jaco-pkg
 */
export function parseManifest(text: Uint8Array, file: string): Manifest {
  const fail = (message: string, cause?: unknown) => {
    const hint = 'make the part again with this version of jaco-pkg';
    const problem = { code: 'release_shards' as const, message, place: { file }, hint };
    return new JacoPkgError(problem, { cause });
  };
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text));
  } catch (cause) {
    throw fail('it is no JSON', cause);
  }
  const result = manifestSchema.safeParse(value);
  if (result.success) return result.data;
  const key = result.error.issues[0]?.path.join('.') || 'its keys';
  throw fail(`it is no part of a release: ${key} cannot be what it is`);
}
