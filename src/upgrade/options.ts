import type { PublicKey } from '../minisign/index.ts';
import type { BaseOptions } from '../release/locate.ts';
import type { Product } from './artifact.ts';
import type { UnpackLimits } from './members.ts';
import type { Recovered } from './recover.ts';

export interface UpgradeOptions extends BaseOptions {
  /** Folder of the release, or its file:, https: or http: address. */
  readonly base: string;
  /** Whose releases are trusted. */
  readonly trust: Trust;
  /** The installed files to replace: all of them, or none. The first one's name is the product's. */
  readonly targets: readonly [Target, ...Target[]];
  /**
   * The version that is installed; better, how to find out, as an upgrade that was interrupted
   * before may be completed first.
   */
  readonly installed: string | (() => string | Promise<string>);
  /** By default the name of the first target, for the machine this runs on. */
  readonly product?: Partial<Product>;
  /** Also take a release that is older than what is installed, or not to be compared with it. */
  readonly allowDowngrade?: boolean;
  readonly limits?: Partial<UpgradeLimits>;
  /** Where a private folder for the download is made; the system's by default. */
  readonly temporary?: string;
}

export type Trust =
  | {
      /** Public keys as minisign writes them: the file's text, or its base64 line. */
      readonly keys: readonly [string, ...string[]];
    }
  | {
      /**
       * Path of a file of public keys. When a release brings others, it is replaced along with the
       * targets; the keys that were in it are not trusted any more.
       */
      readonly keyFile: string;
    };

export interface Target {
  /** The file to replace; links are followed. */
  readonly path: string;
  /** Its path in the tarball, there without the folder around all; by default its name. */
  readonly member?: string;
}

export interface UpgradeLimits extends UnpackLimits {
  /** Of the tarball as it is downloaded. */
  readonly maxDownloadBytes: number;
}

export const LIMITS: UpgradeLimits = {
  maxDownloadBytes: 2 ** 30,
  maxBytes: 4 * 2 ** 30,
  maxMembers: 10_000,
};

export interface UpgradeResult {
  /** Whether there was something to do. */
  readonly outcome: 'upgraded' | 'current';
  /** Versions without a `v`; what was installed is unknown when it is no version. */
  readonly from: string | undefined;
  readonly to: string;
  /** Name of the tarball. */
  readonly artifact: string;
  /** The trusted key that signed the release, as minisign prints it. */
  readonly keyId: string;
  /** Absent when the release was verified before, and its key is not trusted any more. */
  readonly trustedComment?: string;
  /** The files that were replaced; SHA-256 in hex. */
  readonly replaced: readonly { readonly path: string; readonly sha256: string }[];
  /** Keys that the release brings and that were not trusted before; absent when there are none. */
  readonly newKeys?: readonly PublicKey[];
  /** How upgrades of these targets ended that had been interrupted. */
  readonly recovered: readonly Recovered[];
}
