export { loadSigners, type Signable, type SigningOptions } from './load.ts';
export type { SignCallback, SignerOptions, Signers, SignRequest } from './options.ts';
export { withSignature } from './settings.ts';
