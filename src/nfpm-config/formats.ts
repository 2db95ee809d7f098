// What differs from format to format in where nfpm.yaml is read: one row each.
import type { FormatName, ScriptName } from '../model/package.ts';
import type { EffectiveSettings } from './effective.ts';
import type { Settings } from './schema/index.ts';

type Section = 'apk' | 'archlinux' | 'deb' | 'ipk' | 'msix' | 'rpm';

interface FormatRow {
  /** The section with the settings of its own. */
  readonly section?: Section;
  /** Whether nothing can be made without that section. */
  readonly sectionNeeded?: true;
  /** What `packager` of a contents item may be, if it is given. */
  readonly packagers: readonly FormatName[];
  /** Its scripts, and where they are given. */
  readonly scripts: Readonly<Partial<Record<ScriptName, string>>>;
  readonly changelog: boolean;
}

const SCRIPTS = {
  preinstall: 'scripts.preinstall',
  postinstall: 'scripts.postinstall',
  preremove: 'scripts.preremove',
  postremove: 'scripts.postremove',
};

const rpm: FormatRow = {
  section: 'rpm',
  packagers: ['rpm'],
  scripts: {
    ...SCRIPTS,
    pretrans: 'rpm.scripts.pretrans',
    posttrans: 'rpm.scripts.posttrans',
    verify: 'rpm.scripts.verify',
  },
  changelog: true,
};

export const FORMATS: Readonly<Record<FormatName, FormatRow>> = {
  apk: {
    section: 'apk',
    packagers: ['apk'],
    scripts: {
      ...SCRIPTS,
      preupgrade: 'apk.scripts.preupgrade',
      postupgrade: 'apk.scripts.postupgrade',
    },
    changelog: false,
  },
  archlinux: {
    section: 'archlinux',
    packagers: ['archlinux'],
    scripts: {
      ...SCRIPTS,
      preupgrade: 'archlinux.scripts.preupgrade',
      postupgrade: 'archlinux.scripts.postupgrade',
    },
    changelog: false,
  },
  deb: {
    section: 'deb',
    packagers: ['deb'],
    scripts: {
      ...SCRIPTS,
      rules: 'deb.scripts.rules',
      templates: 'deb.scripts.templates',
      config: 'deb.scripts.config',
    },
    changelog: true,
  },
  ipk: { section: 'ipk', packagers: ['ipk'], scripts: SCRIPTS, changelog: false },
  msix: {
    section: 'msix',
    sectionNeeded: true,
    packagers: ['msix'],
    scripts: {},
    changelog: false,
  },
  rpm,
  srpm: { ...rpm, packagers: ['rpm', 'srpm'] },
  tarball: { packagers: ['tarball'], scripts: {}, changelog: false },
};

/** Whether a format has all the sections it needs, be it in its overrides. */
export function hasSection(settings: Settings, format: FormatName): boolean {
  const { section, sectionNeeded } = FORMATS[format];
  if (!section || !sectionNeeded) return true;
  return settings[section] !== undefined || settings.overrides?.[format]?.[section] !== undefined;
}

/** The format's own name for the architecture; '' when unset. */
export function archOverride(settings: EffectiveSettings, format: FormatName): string {
  const { section } = FORMATS[format];
  return (section && settings[section]?.arch) ?? '';
}

/** The compression setting; '' when unset. */
export function compressionSetting(settings: EffectiveSettings, format: FormatName): string {
  const { section } = FORMATS[format];
  if (section !== 'deb' && section !== 'rpm') return '';
  return settings[section]?.compression ?? '';
}
