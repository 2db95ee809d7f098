import type { Codec } from './codec.ts';
import type { Place } from './problem.ts';

export const FORMAT_NAMES = [
  'apk',
  'archlinux',
  'deb',
  'ipk',
  'msix',
  'rpm',
  'srpm',
  'tarball',
] as const;

export type FormatName = (typeof FORMAT_NAMES)[number];

/** A version taken apart; each format puts it together in its own way. */
export interface Version {
  /** '' when unset; else digits. */
  readonly epoch: string;
  /** `1.2.3` after semver, or the text as it was given. */
  readonly version: string;
  readonly prerelease: string;
  readonly metadata: string;
  readonly release: string;
}

export const RELATION_NAMES = [
  'depends',
  'recommends',
  'suggests',
  'conflicts',
  'replaces',
  'provides',
] as const;

export type Relations = Readonly<Record<(typeof RELATION_NAMES)[number], readonly string[]>>;

export const SCRIPT_NAMES = [
  'preinstall',
  'postinstall',
  'preremove',
  'postremove',
  'preupgrade',
  'postupgrade',
  'pretrans',
  'posttrans',
  'verify',
  'rules',
  'templates',
  'config',
] as const;

export type ScriptName = (typeof SCRIPT_NAMES)[number];

/** A maintainer script, byte for byte as the user wrote it. */
export interface Script {
  /** Path as the user wrote it, for messages. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly place: Place;
}

export type Scripts = Readonly<Partial<Record<ScriptName, Script>>>;

/** One release in the changelog, newest first in a list of them. */
export interface ChangelogEntry {
  readonly version: string;
  /** Seconds since 1970. */
  readonly time: number;
  readonly packager: string;
  readonly notes: readonly string[];
  readonly urgency: string;
  readonly distributions: readonly string[];
}

export interface DebOptions {
  readonly archVariant: string;
  readonly breaks: readonly string[];
  readonly predepends: readonly string[];
  readonly fields: Readonly<Record<string, string>>;
  /** Directive (`interest-noawait`) with its trigger names, in the order they are written. */
  readonly triggers: readonly { readonly directive: string; readonly names: readonly string[] }[];
}

/** When a scriptlet runs that needs other packages, in rpm's words. */
export const RPM_PHASES = ['pretrans', 'pre', 'post', 'preun', 'postun', 'posttrans'] as const;

export type RpmPhase = (typeof RPM_PHASES)[number];

/** A scriptlet that rpm runs when other packages come or go. */
export interface RpmTrigger {
  /** `%triggerprein`, `%triggerin`, `%triggerun`, `%triggerpostun`. */
  readonly when: 'prein' | 'in' | 'un' | 'postun';
  /** The packages: `openssl`, `openssl >= 3`. */
  readonly on: readonly string[];
  readonly script: Script;
  /** In place of what its `#!` line says; '' for that. */
  readonly interpreter: string;
}

/** A scriptlet that rpm runs when files come or go. */
export interface RpmFileTrigger {
  /** `%filetriggerin` and its kin, or `%transfiletriggerin`, once for a whole transaction. */
  readonly scope: 'package' | 'transaction';
  readonly when: 'in' | 'un' | 'postun';
  /** What the paths of the files begin with. */
  readonly paths: readonly string[];
  /** Higher ones run first. */
  readonly priority: number;
  readonly script: Script;
  /** In place of what its `#!` line says; '' for that. */
  readonly interpreter: string;
}

export interface RpmOptions {
  readonly buildHost: string;
  readonly group: string;
  readonly summary: string;
  readonly packager: string;
  readonly prefixes: readonly string[];
  /** Requires(pre), Requires(post) and their kin: what the scriptlets need. */
  readonly requires: Readonly<Record<RpmPhase, readonly string[]>>;
  readonly supplements: readonly string[];
  readonly enhances: readonly string[];
  readonly triggers: readonly RpmTrigger[];
  readonly fileTriggers: readonly RpmFileTrigger[];
  /** In place of what the `#!` line of a script says: `/bin/bash -e`, `<lua>`. */
  readonly interpreters: Readonly<Partial<Record<ScriptName, string>>>;
  /** By path in the package, as cap_from_text(3) reads them: `cap_net_raw=ep`. */
  readonly capabilities: Readonly<Record<string, string>>;
}

export interface ArchOptions {
  readonly pkgbase: string;
  readonly packager: string;
  /** `name` or `name: what for`. */
  readonly optdepends: readonly string[];
}

export interface IpkOptions {
  readonly abiVersion: string;
  readonly autoInstalled: boolean;
  readonly essential: boolean;
  readonly predepends: readonly string[];
  readonly tags: readonly string[];
  readonly fields: Readonly<Record<string, string>>;
  readonly alternatives: readonly {
    readonly linkName: string;
    readonly target: string;
    readonly priority: number;
  }[];
}

/** What a tarball alone needs; '' where unset. */
export interface TarballOptions {
  /** Folder that holds it all; `.` for none. */
  readonly root: string;
}

/** What msix alone needs; '' where unset, defaults are the format's. */
export interface MsixOptions {
  /** Subject of the certificate: `CN=Acme, O=Acme, C=US`. */
  readonly publisher: string;
  readonly resourceId: string;
  readonly displayName: string;
  readonly publisherDisplayName: string;
  /** Path in the package. */
  readonly logo: string;
  readonly applications: readonly {
    readonly id: string;
    /** Path in the package. */
    readonly executable: string;
    readonly entryPoint: string;
    readonly displayName: string;
    readonly description: string;
    readonly backgroundColor: string;
    readonly square150x150Logo: string;
    readonly square44x44Logo: string;
  }[];
  readonly targetDeviceFamilies: readonly {
    readonly name: string;
    readonly minVersion: string;
    readonly maxVersionTested: string;
  }[];
  readonly capabilities: readonly string[];
  readonly deviceCapabilities: readonly string[];
  readonly restrictedCapabilities: readonly string[];
}

/** How to sign a package, as configured; '' where unset. Each format reads what concerns it. */
export interface SignatureOptions {
  /** Path on the build machine: an OpenPGP key, an RSA key for apk, a PFX file for msix. */
  readonly keyFile: string;
  /** Hex id of an OpenPGP (sub)key. */
  readonly keyId: string;
  /** apk: what the public key is called in /etc/apk/keys. */
  readonly keyName: string;
  /** apk: sha1 unless asked for otherwise. */
  readonly hash: '' | 'sha1' | 'sha256';
  /** deb: `debsign` or `dpkg-sig`. */
  readonly method: string;
  /** deb: `origin`, `maint` or `archive`. */
  readonly type: string;
  /** deb, for dpkg-sig: `Name <email>`. */
  readonly signer: string;
}

/** Everything a format needs to know about one package, but for its files. */
export interface Package {
  readonly format: FormatName;
  readonly name: string;
  /** As configured, in Go's names (`amd64`, `arm7`); a format translates it. */
  readonly arch: string;
  /** The format's own architecture name; used as it is. '' when unset. */
  readonly archOverride: string;
  /** `linux`, `darwin`, ... */
  readonly platform: string;
  readonly version: Version;
  readonly section: string;
  readonly priority: string;
  readonly maintainer: string;
  readonly description: string;
  readonly vendor: string;
  readonly homepage: string;
  readonly license: string;
  readonly relations: Relations;
  readonly scripts: Scripts;
  readonly changelog: readonly ChangelogEntry[];
  /** Seconds since 1970; the time of everything that has none of its own. */
  readonly time: number;
  readonly compression: Codec;
  readonly deb: DebOptions;
  readonly rpm: RpmOptions;
  readonly archlinux: ArchOptions;
  readonly ipk: IpkOptions;
  /** Only for msix. */
  readonly msix?: MsixOptions;
  /** Only for a tarball with a layout of its own. */
  readonly tarball?: TarballOptions;
  /** Absent when the package is not to be signed. */
  readonly signature?: SignatureOptions;
  /** Where a key was written, for messages: `locate('version')`, `locate('depends[2]')`. */
  locate(key: string): Place;
}
