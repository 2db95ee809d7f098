// The sections of nfpm.yaml as the model has them; what is not given is '' or empty.
import type {
  ArchOptions,
  DebOptions,
  FormatName,
  IpkOptions,
  Relations,
  RpmOptions,
  SignatureOptions,
} from '../model/package.ts';
import type { EffectiveSettings } from './effective.ts';

/** deb-triggers(5), in the order nfpm writes them. */
const TRIGGERS = [
  'interest',
  'interest_await',
  'interest_noawait',
  'activate',
  'activate_await',
  'activate_noawait',
] as const;

export function relationsOf(settings: EffectiveSettings): Relations {
  const { depends, recommends, suggests, conflicts, replaces, provides } = settings;
  return {
    depends: depends ?? [],
    recommends: recommends ?? [],
    suggests: suggests ?? [],
    conflicts: conflicts ?? [],
    replaces: replaces ?? [],
    provides: provides ?? [],
  };
}

export function debOptions({ deb = {} }: EffectiveSettings): DebOptions {
  return {
    archVariant: deb.arch_variant ?? '',
    breaks: deb.breaks ?? [],
    predepends: deb.predepends ?? [],
    fields: filledFields(deb.fields),
    triggers: TRIGGERS.map((key) => ({
      directive: key.replace('_', '-'),
      names: deb.triggers?.[key] ?? [],
    })).filter(({ names }) => names.length > 0),
  };
}

const NO_REQUIRES = { pretrans: [], pre: [], post: [], preun: [], postun: [], posttrans: [] };

export function rpmOptions({ rpm = {} }: EffectiveSettings): RpmOptions {
  return {
    buildHost: rpm.buildhost ?? '',
    group: rpm.group ?? '',
    summary: rpm.summary ?? '',
    packager: rpm.packager ?? '',
    prefixes: rpm.prefixes ?? [],
    requires: { ...NO_REQUIRES, post: rpm.requires?.post ?? [] },
    supplements: [],
    enhances: [],
    triggers: [],
    fileTriggers: [],
    interpreters: {},
    capabilities: {},
  };
}

export function archOptions({ archlinux = {} }: EffectiveSettings): ArchOptions {
  return { pkgbase: archlinux.pkgbase ?? '', packager: archlinux.packager ?? '', optdepends: [] };
}

export function ipkOptions({ ipk = {} }: EffectiveSettings): IpkOptions {
  return {
    abiVersion: ipk.abi_version ?? '',
    autoInstalled: ipk.auto_installed ?? false,
    essential: ipk.essential ?? false,
    predepends: ipk.predepends ?? [],
    tags: ipk.tags ?? [],
    fields: filledFields(ipk.fields),
    alternatives: (ipk.alternatives ?? []).map(({ link_name = '', target = '', priority = 0 }) => ({
      linkName: link_name,
      target,
      priority,
    })),
  };
}

/** Undefined when nothing is said of a signature. */
export function signatureOptions(
  settings: EffectiveSettings,
  format: FormatName,
): SignatureOptions | undefined {
  const section = signatureSection(settings, format);
  if (Object.values(section).every((value) => !value)) return undefined;
  const { key_file: keyFile = '', key_id: keyId = '', key_name: keyName = '' } = section;
  const { method = '', type = '', signer = '' } = section;
  return { keyFile, keyId, keyName, hash: '', method, type, signer };
}

type SignatureKey = 'key_file' | 'key_id' | 'key_name' | 'method' | 'type' | 'signer';

function signatureSection(
  { deb, rpm, apk, msix }: EffectiveSettings,
  format: FormatName,
): Partial<Record<SignatureKey, string | undefined>> {
  switch (format) {
    case 'deb':
      return deb?.signature ?? {};
    case 'rpm':
    case 'srpm':
      return rpm?.signature ?? {};
    case 'apk':
      return apk?.signature ?? {};
    case 'msix':
      return { key_file: msix?.signature?.pfx_file };
    default:
      return {};
  }
}

function filledFields(fields: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}
