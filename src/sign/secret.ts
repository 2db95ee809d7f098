import { createPrivateKey } from 'node:crypto';
import type { SecretKeyPacket, SecretSubkeyPacket } from 'openpgp';
import {
  ALGORITHMS,
  type Algorithm,
  type HashName,
  type Numbers,
  type Signing,
} from './algorithms.ts';

export type SecretPacket = SecretKeyPacket | SecretSubkeyPacket;

/** A key that is unlocked. */
export interface SecretKey {
  /** RFC 9580 section 9.1. */
  readonly algorithm: number;
  readonly hash: HashName;
  /** Of the key that signs, the subkey if it is one; 20 bytes. */
  readonly fingerprint: Uint8Array;
  begin(): Signing;
}

/** Whether a key is of a version and an algorithm that {@link secretKey} takes. */
export function isSupported(packet: SecretPacket): boolean {
  return packet.version === 4 && algorithmOf(packet) !== undefined;
}

/** What a key is, for messages: `dsa`, `ecdsa brainpoolP256r1`, `ed25519 of version 6`. */
export function describe(packet: SecretPacket): string {
  const { algorithm, curve } = packet.getAlgorithmInfo();
  const version = packet.version === 4 ? '' : `of version ${packet.version}`;
  return [algorithm, curve, version].filter(Boolean).join(' ');
}

/**
 * A key whose packet is decrypted, ready to sign.
 * @throws TypeError, or an error of node:crypto, when its numbers make no key
 */
export function secretKey(packet: SecretPacket): SecretKey {
  const algorithm = algorithmOf(packet);
  const fingerprint = packet.getFingerprintBytes();
  if (!algorithm || !fingerprint) throw new TypeError(`cannot sign with ${describe(packet)}`);
  const jwk = algorithm.jwk(numbersOf(packet.privateParams), numbersOf(packet.publicParams));
  const key = createPrivateKey({ key: jwk, format: 'jwk' });
  const { hash } = algorithm;
  return {
    algorithm: packet.algorithm,
    hash,
    fingerprint,
    begin: () => algorithm.begin(key, hash),
  };
}

function algorithmOf(packet: SecretPacket): Algorithm | undefined {
  const { curve } = packet.getAlgorithmInfo();
  return ALGORITHMS[[packet.algorithm, curve].filter(Boolean).join(' ')];
}

function numbersOf(params: object | null): Numbers {
  return (name) => {
    const value: unknown = params && Reflect.get(params, name);
    if (value instanceof Uint8Array) return value;
    throw new TypeError(`the key has no number ${name}`);
  };
}
