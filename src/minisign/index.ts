export { changePassword } from './change-password.ts';
export { defaultTrustedComment } from './comment.ts';
export type { Data } from './data.ts';
export type { Protection } from './encode-secret-key.ts';
export { encodeSecretKey } from './encode-secret-key.ts';
export {
  readPublicKeys,
  readSecretKey,
  readSecretKeyText,
  SIGNATURE_SUFFIX,
  signFile,
  verifyFile,
  writePublicFile,
  writeSecretKey,
} from './files.ts';
export { generateKeyPair } from './generate.ts';
export type { KdfLimits } from './kdf.ts';
export type { PublicKey } from './public-key.ts';
export { encodePublicKey, parsePublicKey, parsePublicKeys, publicKeyLine } from './public-key.ts';
export type { SecretKey } from './secret-key.ts';
export { isEncryptedSecretKey, parseSecretKey } from './secret-key.ts';
export type { Comments } from './sign.ts';
export { sign } from './sign.ts';
export type { Signature } from './signature.ts';
export { encodeSignature, parseSignature } from './signature.ts';
export type { Verified, VerifyOptions } from './verify.ts';
export { verify } from './verify.ts';
