import { JacoPkgError, throwIfAny } from './errors.ts';
import {
  type Extensions,
  type ExtensionsInput,
  extensionsBeside,
  extensionsFrom,
  loadExtensions,
} from './extensions/index.ts';
import { type Config, type ConfigInput, configFrom, loadConfig } from './nfpm-config/index.ts';

/** Where a project is described. */
export interface ProjectOptions {
  /** Path of an nfpm.yaml (the default, in `cwd`), or the configuration itself. */
  readonly config?: string | ConfigInput;
  /**
   * Path of a jaco-pkg.yaml, or the extensions themselves. By default those beside the nfpm.yaml,
   * in a jaco-pkg.yaml or in the key `jaco-pkg` of a package.json.
   */
  readonly extensions?: string | ExtensionsInput;
  /**
   * For `${VAR}` in both, SOURCE_DATE_EPOCH and the passphrases of keys; `process.env` by default.
   */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What relative paths are relative to; `process.cwd()` by default. */
  readonly cwd?: string;
}

/** What nfpm.yaml says, and what jaco-pkg does beyond that. */
export interface Project {
  readonly config: Config;
  readonly extensions: Extensions;
}

/** @throws JacoPkgError with the problems of both files */
export async function loadProject(options: ProjectOptions): Promise<Project> {
  const [config, extensions] = await Promise.allSettled([configOf(options), extensionsOf(options)]);
  if (config.status === 'fulfilled' && extensions.status === 'fulfilled') {
    return { config: config.value, extensions: extensions.value };
  }
  const reasons: unknown[] = [config, extensions].flatMap((one) =>
    one.status === 'rejected' ? [one.reason] : [],
  );
  throwIfAny(reasons.flatMap((reason) => (reason instanceof JacoPkgError ? reason.problems : [])));
  throw reasons[0];
}

async function configOf({ config = 'nfpm.yaml', ...environment }: ProjectOptions): Promise<Config> {
  return typeof config === 'string'
    ? loadConfig(config, environment)
    : configFrom(config, environment);
}

/** What goes with a configuration, whether or not there is one. */
export async function extensionsOf(options: ProjectOptions): Promise<Extensions> {
  const { config = 'nfpm.yaml', extensions, ...environment } = options;
  if (typeof extensions === 'string') return loadExtensions(extensions, environment);
  if (extensions || typeof config !== 'string') return extensionsFrom(extensions, environment);
  return extensionsBeside(config, environment);
}
