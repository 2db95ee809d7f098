export { JacoPkgError } from '../errors.ts';
export type { PublicKey } from '../minisign/index.ts';
export type { Timeouts } from '../release/fetch.ts';
export type { Product } from './artifact.ts';
export { askVersion } from './ask-version.ts';
export {
  LIMITS,
  type Target,
  type Trust,
  type UpgradeLimits,
  type UpgradeOptions,
  type UpgradeResult,
} from './options.ts';
export type { Recovered } from './recover.ts';
export { upgrade } from './upgrade.ts';
