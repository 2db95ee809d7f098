import type { PlannedEntry } from '../model/entry.ts';
import type { FormatErrorCode } from '../model/format.ts';
import { oneLine } from '../model/one-line.ts';
import type { MsixOptions, Package } from '../model/package.ts';
import type { Problem } from '../model/problem.ts';
import { suggest } from '../model/suggest.ts';
import { capabilityElement, GENERAL_CAPABILITIES } from './capabilities.ts';
import { checkFiles, checkReferences } from './file-limits.ts';
import { architecture, configuredName, quadVersion } from './names.ts';
import { filledOptions } from './options.ts';
import { RULES, type Rule } from './rules.ts';

type Found = Problem<FormatErrorCode>;

/** Every reason why there can be no such package. */
export function check(pkg: Package, entries?: readonly PlannedEntry[]): Found[] {
  return [
    ...checkVersion(pkg),
    ...checkArchitecture(pkg),
    ...missing(pkg),
    ...malformed(pkg),
    ...checkCapabilities(pkg),
    ...checkIds(pkg),
    ...checkFiles(entries ?? []),
    ...(entries ? checkReferences(pkg, entries) : []),
  ];
}

function checkVersion(pkg: Package): Found[] {
  const { version, locate } = pkg;
  const found: Found[] = [];
  const add = (key: string, message: string, hint: string) =>
    found.push({ code: 'version_invalid', message, place: locate(key), hint });
  if (quadVersion(version) === undefined) {
    const message = `${JSON.stringify(version.version)} is no version of an app package`;
    add('version', message, 'it takes up to four numbers, none above 65535');
  }
  if (version.prerelease) {
    const message = `an app package has no prerelease, and this one is ${JSON.stringify(version.prerelease)}`;
    add(
      'prerelease',
      message,
      'Windows would not update it: count in the fourth number, as in 1.2.3.4',
    );
  }
  if (Number(version.epoch) > 0) {
    const message = `an app package has no epoch, and this one is ${JSON.stringify(version.epoch)}`;
    add('epoch', message, 'raise the version instead');
  }
  return found;
}

function checkArchitecture(pkg: Package): Found[] {
  if (architecture(pkg) !== undefined) return [];
  const key = pkg.archOverride ? 'msix.arch' : 'arch';
  const message = `there is no Windows for ${JSON.stringify(pkg.archOverride || pkg.arch)}`;
  const hint = 'use amd64, 386, arm64, arm7 or all; msix.arch is x64, x86, arm64, arm or neutral';
  return [{ code: 'arch_unknown', message, place: pkg.locate(key), hint }];
}

/** A text of the manifest: where it is set, and what it is. */
type Value = readonly [key: string, value: string, rule: Rule];

/** Texts that there is no default for. */
function needed({ msix }: Package): Value[] {
  const applications = msix?.applications ?? [];
  return [
    ['msix.publisher', msix?.publisher ?? '', RULES.publisher],
    ['msix.properties.logo', configuredName(msix?.logo ?? ''), RULES.image],
    ...applications.flatMap(({ id, executable }, i): Value[] => [
      [`msix.applications[${i}].id`, id, RULES.applicationId],
      [`msix.applications[${i}].executable`, configuredName(executable), RULES.executable],
    ]),
  ];
}

function missing(pkg: Package): Found[] {
  const empty = needed(pkg).filter(([, value]) => value === '');
  const keys = empty.map(([key, , { wanted }]) => [key, wanted] as const);
  const none = pkg.msix?.applications.length
    ? []
    : [['msix.applications', 'it needs one at least, with id and executable'] as const];
  return [...keys, ...none].map(([key, hint]) => ({
    code: 'config_missing_key',
    message: `an app package needs ${key}`,
    place: pkg.locate(key),
    hint,
  }));
}

function malformed(pkg: Package): Found[] {
  const given = [...needed(pkg), ...optional(pkg, filledOptions(pkg))];
  const found = given
    .filter(([, value, rule]) => value !== '' && !rule.test(value))
    .map(([key, value, { wanted }]): Found => {
      const message = `${key} cannot be ${JSON.stringify(shortened(value))} in an app package`;
      return { code: 'config_value', message, place: pkg.locate(key), hint: wanted };
    });
  if (RULES.packageName.test(pkg.name)) return found;
  const message = `${JSON.stringify(pkg.name)} is no name of an app package`;
  const hint = RULES.packageName.wanted;
  return [{ code: 'name_invalid', message, place: pkg.locate('name'), hint }, ...found];
}

/** Texts with a default, which may be at fault too. */
function optional(pkg: Package, options: MsixOptions): Value[] {
  return [
    ['msix.identity.resource_id', options.resourceId, RULES.resourceId],
    ['msix.properties.display_name', options.displayName, RULES.displayName],
    ['msix.properties.publisher_display_name', options.publisherDisplayName, RULES.displayName],
    ['description', oneLine(pkg.description), RULES.description],
    ...options.applications.flatMap((application, i): Value[] => {
      const looks = `msix.applications[${i}].visual_elements`;
      return [
        [`msix.applications[${i}].entry_point`, application.entryPoint, RULES.entryPoint],
        [`${looks}.display_name`, application.displayName, RULES.displayName],
        [`${looks}.description`, application.description, RULES.description],
        [`${looks}.background_color`, application.backgroundColor, RULES.color],
        [`${looks}.square150x150_logo`, configuredName(application.square150x150Logo), RULES.image],
        [`${looks}.square44x44_logo`, configuredName(application.square44x44Logo), RULES.image],
      ];
    }),
    ...options.targetDeviceFamilies.flatMap((family, i): Value[] => {
      const key = `msix.dependencies.target_device_families[${i}]`;
      return [
        [`${key}.name`, family.name, RULES.familyName],
        [`${key}.min_version`, family.minVersion, RULES.quad],
        [`${key}.max_version_tested`, family.maxVersionTested, RULES.quad],
      ];
    }),
  ];
}

function checkCapabilities({ msix, locate }: Package): Found[] {
  if (!msix) return [];
  const found: Found[] = [];
  const add = (key: string, name: string, hint: string) => {
    const message = `there is no capability ${JSON.stringify(name)}`;
    found.push({ code: 'config_value', message, place: locate(`msix.capabilities.${key}`), hint });
  };
  for (const [i, name] of msix.capabilities.entries()) {
    if (capabilityElement(name)) continue;
    const near = suggest(name, GENERAL_CAPABILITIES);
    const hint = near
      ? `did you mean ${near}?`
      : 'one that Microsoft restricts goes into restricted';
    add(`capabilities[${i}]`, name, hint);
  }
  for (const [i, name] of msix.restrictedCapabilities.entries()) {
    if (!RULES.restricted.test(name)) add(`restricted[${i}]`, name, RULES.restricted.wanted);
  }
  for (const [i, name] of msix.deviceCapabilities.entries()) {
    if (!RULES.device.test(name)) add(`device_capabilities[${i}]`, name, RULES.device.wanted);
  }
  return found;
}

function checkIds({ msix, locate }: Package): Found[] {
  const ids = msix?.applications.map(({ id }) => id) ?? [];
  return ids.flatMap((id, i): Found[] => {
    if (id === '' || ids.indexOf(id) === i) return [];
    const message = `two applications have the id ${JSON.stringify(id)}`;
    return [{ code: 'config_value', message, place: locate(`msix.applications[${i}].id`) }];
  });
}

function shortened(value: string): string {
  return value.length > 80 ? `${value.slice(0, 77)}...` : value;
}
