export { JacoPkgError } from '../errors.ts';
export type { PublicKey } from '../minisign/index.ts';
export type { Timeouts } from '../release/fetch.ts';
export type { Product } from './artifact.ts';
export { askVersion } from './ask-version.ts';
export type { Versions } from './journal.ts';
export type { UnpackLimits } from './members.ts';
export {
  LIMITS,
  type Target,
  type Trust,
  type UpgradeLimits,
  type UpgradeOptions,
  type UpgradeResult,
} from './options.ts';
export type { Recovered } from './recover.ts';
export type { Ending } from './swap.ts';
export { upgrade } from './upgrade.ts';
