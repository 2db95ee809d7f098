export type { ReleaseBase } from './base.ts';
export type { FetchOptions, Timeouts } from './fetch.ts';
export { type Rotated, type RotateOptions, rotateKey } from './keys/rotate.ts';
export { PUBLIC_KEY_FILE, ROTATIONS_FILE } from './keys/rotation.ts';
export { type BaseOptions, releaseBase } from './locate.ts';
export type { FoundFile } from './set/files.ts';
export type { IdentityOptions } from './set/identity.ts';
export type { PlannedDocument } from './set/lists.ts';
export type { Manifest, Product } from './set/manifest.ts';
export { type MergeOptions, mergeRelease } from './set/merge.ts';
export {
  type PlannedArtifact,
  planRelease,
  type ReleasePlan,
  type ReleasePlanOptions,
} from './set/plan.ts';
export { type ReleaseOptions, type ReleaseResult, release } from './set/release.ts';
export { readSignedSums, type SignedSums, SUMS, SUMS_SIGNATURE } from './signed-sums.ts';
export { readSums, type Sum, writeSums } from './sums.ts';
export {
  type VerifiedFile,
  type VerifiedRelease,
  type VerifyReleaseOptions,
  verifyRelease,
} from './verify.ts';
