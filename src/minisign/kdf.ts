import { scrypt } from 'node:crypto';
import { JacoPkgError } from '../errors.ts';

/** What a secret key file says of its scrypt: libsodium's two limits, as unsigned 64-bit numbers. */
export interface KdfLimits {
  readonly ops: bigint;
  readonly mem: bigint;
}

/** Parameters of RFC 7914. */
export interface ScryptCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** libsodium's SENSITIVE, which the reference program uses for new keys: 1 GiB, some seconds. */
export const SENSITIVE: KdfLimits = { ops: 33_554_432n, mem: 1_073_741_824n };

const MIN_OPS = 32_768n;
const R = 8;

/** A file may ask for the memory of SENSITIVE and four times its work; more is an attack. */
const MAX_N = 2n ** 20n;
const MAX_P = 2n ** 16n;
const MAX_WORK = 2n ** 22n;

/**
 * The scrypt parameters libsodium picks for the limits, where work is 4Nrp and memory 128Nr;
 * undefined when they are beyond what this program is ready to spend.
 */
export function scryptCost(limits: KdfLimits): ScryptCost | undefined {
  const ops = limits.ops > MIN_OPS ? limits.ops : MIN_OPS;
  const workBound = ops < limits.mem / 32n;
  const N = workBound ? powerOfTwo(ops / 32n) : powerOfTwo(limits.mem / 1024n);
  const p = workBound ? 1n : ops / 4n / N / BigInt(R);
  if (N > MAX_N || p > MAX_P || N * p > MAX_WORK) return undefined;
  return { N: Number(N), r: R, p: Number(p) };
}

/** The largest power of two that is not above `value`, and at least 2. */
function powerOfTwo(value: bigint): bigint {
  const power = 1n << BigInt(value.toString(2).length - 1);
  return power > 2n ? power : 2n;
}

/**
 * XORs `bytes` in place with the scrypt output of the password: encrypts them, or decrypts them.
 * Throws `key_derivation` when the memory cannot be had.
 */
export async function applyPassword(
  bytes: Uint8Array,
  password: string,
  salt: Uint8Array,
  cost: ScryptCost,
): Promise<void> {
  const mask = await deriveBytes(password, salt, cost, bytes.length);
  mask.forEach((byte, index) => {
    bytes[index] = (bytes[index] ?? 0) ^ byte;
  });
  mask.fill(0);
}

function deriveBytes(
  password: string,
  salt: Uint8Array,
  { N, r, p }: ScryptCost,
  size: number,
): Promise<Uint8Array> {
  // What OpenSSL counts: the vector, two blocks of scratch, and one block per parallel lane.
  const maxmem = 128 * r * (N + 2 + p);
  const secret = Buffer.from(password);
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, size, { N, r, p, maxmem }, (error, bytes) => {
      secret.fill(0);
      if (!error) return resolve(bytes);
      const mebibytes = Math.ceil(maxmem / 2 ** 20);
      const message = `deriving a key from the password needs ${mebibytes} MiB of memory`;
      reject(new JacoPkgError({ code: 'key_derivation', message }, { cause: error }));
    });
  });
}
