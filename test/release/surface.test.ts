import { expect, test } from 'vitest';
import * as minisign from '../../src/minisign/index.ts';
import * as release from '../../src/release/index.ts';

test('jaco-pkg/release exports these values and no others', () => {
  expect(Object.keys(release).sort()).toMatchInlineSnapshot(`
    [
      "PUBLIC_KEY_FILE",
      "ROTATIONS_FILE",
      "SUMS",
      "SUMS_SIGNATURE",
      "mergeRelease",
      "planRelease",
      "readSignedSums",
      "readSums",
      "release",
      "releaseBase",
      "rotateKey",
      "verifyRelease",
      "writeSums",
    ]
  `);
});

test('jaco-pkg/minisign exports these values and no others', () => {
  expect(Object.keys(minisign).sort()).toMatchInlineSnapshot(`
    [
      "SIGNATURE_SUFFIX",
      "changePassword",
      "defaultTrustedComment",
      "encodePublicKey",
      "encodeSecretKey",
      "encodeSignature",
      "generateKeyPair",
      "isEncryptedSecretKey",
      "parsePublicKey",
      "parsePublicKeys",
      "parseSecretKey",
      "parseSignature",
      "publicKeyLine",
      "readPublicKeys",
      "readSecretKey",
      "readSecretKeyText",
      "sign",
      "signFile",
      "verify",
      "verifyFile",
      "writePublicFile",
      "writeSecretKey",
    ]
  `);
});
