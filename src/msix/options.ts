import { oneLine } from '../model/one-line.ts';
import type { MsixOptions, Package } from '../model/package.ts';

const NONE: MsixOptions = {
  publisher: '',
  resourceId: '',
  displayName: '',
  publisherDisplayName: '',
  logo: '',
  applications: [],
  targetDeviceFamilies: [],
  capabilities: [],
  deviceCapabilities: [],
  restrictedCapabilities: [],
};

const FULL_TRUST = 'Windows.FullTrustApplication';
/** What programs need that run as they do without a package. */
const RUN_FULL_TRUST = 'runFullTrust';
const DESKTOP = { name: 'Windows.Desktop', min: '10.0.17763.0', tested: '10.0.22621.0' };

/** The options with all that goes without saying. */
export function filledOptions(pkg: Package): MsixOptions {
  const msix = pkg.msix ?? NONE;
  // A description has no line breaks in a manifest.
  const description = oneLine(pkg.description);
  const applications = msix.applications.map((application) => ({
    ...application,
    entryPoint: application.entryPoint || FULL_TRUST,
    displayName: application.displayName || pkg.name,
    description: oneLine(application.description) || description,
    backgroundColor: application.backgroundColor || 'transparent',
    square150x150Logo: application.square150x150Logo || msix.logo,
    square44x44Logo: application.square44x44Logo || msix.logo,
  }));
  const trusted = applications.some(({ entryPoint }) => entryPoint === FULL_TRUST);
  const families = msix.targetDeviceFamilies.length > 0 ? msix.targetDeviceFamilies : [UNSET];
  return {
    ...msix,
    displayName: msix.displayName || pkg.name,
    publisherDisplayName: msix.publisherDisplayName || pkg.name,
    applications,
    targetDeviceFamilies: families.map(({ name, minVersion, maxVersionTested }) => ({
      name: name || DESKTOP.name,
      minVersion: minVersion || DESKTOP.min,
      maxVersionTested: maxVersionTested || minVersion || DESKTOP.tested,
    })),
    capabilities: unique(msix.capabilities),
    deviceCapabilities: unique(msix.deviceCapabilities),
    restrictedCapabilities: unique([
      ...msix.restrictedCapabilities,
      ...(trusted ? [RUN_FULL_TRUST] : []),
    ]),
  };
}

const UNSET = { name: '', minVersion: '', maxVersionTested: '' };

function unique(items: readonly string[]): string[] {
  return [...new Set(items)];
}
