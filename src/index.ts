export {
  type Artifact,
  type BuildOptions,
  type BuildResult,
  build,
  type Plan,
  type PlannedPackage,
  type PlanOptions,
  plan,
} from './build.ts';
export {
  type ErrorCode,
  type ErrorProblem,
  formatProblem,
  JacoPkgError,
  type Warning,
  type WarningCode,
} from './errors.ts';
export { type ExtensionsInput, extensionsJsonSchema } from './extensions/index.ts';
export { formatNames } from './formats.ts';
export type { Finding, Severity } from './lint/index.ts';
export { type LintOptions, type LintReport, lint } from './linting.ts';
export type { Entry, Input, PlannedEntry } from './model/entry.ts';
export type { FormatName, Package } from './model/package.ts';
export type { Place, Problem } from './model/problem.ts';
export {
  type Config,
  type ConfigInput,
  configFrom,
  jsonSchema,
  loadConfig,
} from './nfpm-config/index.ts';
export { packagersFor } from './packagers.ts';
export type { Progress } from './progress.ts';
export type { SignCallback, SignerOptions, Signers, SignRequest } from './sign/index.ts';
