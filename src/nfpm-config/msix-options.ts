import type { MsixOptions } from '../model/package.ts';
import type { EffectiveSettings } from './effective.ts';

/** The msix section as the model has it; what is not given is '' or empty. */
export function msixOptions({ msix = {} }: EffectiveSettings): MsixOptions {
  const { properties = {}, capabilities = {} } = msix;
  const filled = (items: readonly string[] = []) => items.filter((item) => item !== '');
  return {
    publisher: msix.publisher ?? '',
    resourceId: msix.identity?.resource_id ?? '',
    displayName: properties.display_name ?? '',
    publisherDisplayName: properties.publisher_display_name ?? '',
    logo: properties.logo ?? '',
    applications: (msix.applications ?? []).map(applicationOf),
    targetDeviceFamilies: (msix.dependencies?.target_device_families ?? []).map((family) => ({
      name: family.name ?? '',
      minVersion: family.min_version ?? '',
      maxVersionTested: family.max_version_tested ?? '',
    })),
    capabilities: filled(capabilities.capabilities),
    deviceCapabilities: filled(capabilities.device_capabilities),
    restrictedCapabilities: filled(capabilities.restricted),
  };
}

type Application = NonNullable<NonNullable<EffectiveSettings['msix']>['applications']>[number];

function applicationOf({ visual_elements: looks = {}, ...application }: Application) {
  return {
    id: application.id ?? '',
    executable: application.executable ?? '',
    entryPoint: application.entry_point ?? '',
    displayName: looks.display_name ?? '',
    description: looks.description ?? '',
    backgroundColor: looks.background_color ?? '',
    square150x150Logo: looks.square150x150_logo ?? '',
    square44x44Logo: looks.square44x44_logo ?? '',
  };
}
