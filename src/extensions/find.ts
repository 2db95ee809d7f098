// Where extensions are written: jaco-pkg.yaml beside the nfpm.yaml in use, or the key `jaco-pkg` of
// the package.json there.
import { access } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { JacoPkgError } from '../errors.ts';
import type { Places } from '../nfpm-config/places.ts';
import { isRecord } from '../nfpm-config/readers.ts';
import { readSource } from '../nfpm-config/source.ts';
import { valuesOf } from '../nfpm-config/tree.ts';
import { parseYaml } from '../nfpm-config/yaml.ts';

const EXTENSION_FILE = 'jaco-pkg.yaml';
const MANIFEST = 'package.json';
const MANIFEST_KEY = 'jaco-pkg';

/** Extensions as they are written. */
export interface Written {
  readonly values: unknown;
  readonly places: Places;
}

/**
 * The extensions that go with a configuration file; undefined when there are none.
 * @param configFile as the user gave it; `-` is standard input, which lies in `cwd`
 * @throws JacoPkgError when they are written in both places, or are no YAML or JSON
 */
export async function findExtensions(
  configFile: string,
  cwd: string,
): Promise<Written | undefined> {
  const folder = configFile === '-' ? '.' : dirname(configFile);
  const [file, manifest] = [join(folder, EXTENSION_FILE), join(folder, MANIFEST)];
  const [isThere, inManifest] = await Promise.all([
    exists(resolve(cwd, file)),
    readManifest(manifest, cwd),
  ]);
  if (isThere && inManifest) {
    throw new JacoPkgError({
      code: 'config_value',
      message: `extensions are in ${file} and in ${manifest}`,
      place: inManifest.places.of(''),
      hint: 'keep them in one of the two',
    });
  }
  return isThere ? readExtensions(file, cwd) : inManifest;
}

/** Reads a jaco-pkg.yaml. One with nothing in it has no extensions. */
export async function readExtensions(file: string, cwd: string): Promise<Written> {
  const { root, places } = parseYaml(await readSource(file, cwd), file);
  return { values: root && root.kind !== 'scalar' ? valuesOf(root) : (root?.scalar ?? {}), places };
}

async function readManifest(file: string, cwd: string): Promise<Written | undefined> {
  if (!(await exists(resolve(cwd, file)))) return undefined;
  const text = await readSource(file, cwd);
  // Most have no such key; whatever else is in them is no affair of ours.
  if (!text.includes(JSON.stringify(MANIFEST_KEY)) || !hasKey(text, file)) return undefined;
  const { root, places } = parseYaml(text, file);
  const part = root?.kind === 'map' ? root.entries.get(MANIFEST_KEY)?.value : undefined;
  return part && { values: valuesOf(part), places: places.within(part) };
}

function hasKey(text: string, file: string): boolean {
  try {
    const manifest: unknown = JSON.parse(text);
    return isRecord(manifest) && Object.hasOwn(manifest, MANIFEST_KEY);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `the file is not valid JSON: ${reason}`;
    throw new JacoPkgError({ code: 'config_yaml', message, place: { file } }, { cause });
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
