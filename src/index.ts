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
export type { CacheOptions } from './cache/index.ts';
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
export type { AllowedFinding, Finding, Severity } from './lint/index.ts';
export { type LintOptions, type LintReport, lint } from './linting.ts';
export type { Codec } from './model/codec.ts';
export type {
  DirEntry,
  Entry,
  FileEntry,
  FileRole,
  GhostEntry,
  Input,
  PlannedEntry,
  SymlinkEntry,
} from './model/entry.ts';
export type {
  ArchOptions,
  ChangelogEntry,
  DebOptions,
  FormatName,
  IpkOptions,
  MsixOptions,
  Package,
  Relations,
  RpmFileTrigger,
  RpmOptions,
  RpmPhase,
  RpmTrigger,
  Script,
  ScriptName,
  Scripts,
  SignatureOptions,
  TarballOptions,
  Version,
} from './model/package.ts';
export type { Place, Problem } from './model/problem.ts';
export type {
  Content,
  ContentType,
  DefaultModes,
  Exclude,
  Recipe,
  ScriptHelper,
  ScriptRef,
} from './model/recipe.ts';
export type { DigestName, Digests, Stored } from './model/segment.ts';
export type { SignatureForm } from './model/signing.ts';
export {
  type Config,
  type ConfigInput,
  type ConfigOptions,
  configFrom,
  jsonSchema,
  loadConfig,
  type RecipeOptions,
} from './nfpm-config/index.ts';
export type { Written } from './output/index.ts';
export { packagersFor } from './packagers.ts';
export type { Planned } from './pipeline.ts';
export type { Progress } from './progress.ts';
export type { ProjectOptions } from './project.ts';
export type { RunOptions } from './run.ts';
export type { SignCallback, SignerOptions, Signers, SignRequest } from './sign/index.ts';
