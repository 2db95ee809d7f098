// Capabilities of applications: each stands in the namespace that has it. The names are those of
// AppxManifestTypes.xsd, ST_Capability_*.

/** Prefix -> namespace; '' is the default one. */
export const NAMESPACES = {
  '': 'http://schemas.microsoft.com/appx/manifest/foundation/windows10',
  uap: 'http://schemas.microsoft.com/appx/manifest/uap/windows10',
  uap2: 'http://schemas.microsoft.com/appx/manifest/uap/windows10/2',
  uap3: 'http://schemas.microsoft.com/appx/manifest/uap/windows10/3',
  uap4: 'http://schemas.microsoft.com/appx/manifest/uap/windows10/4',
  uap6: 'http://schemas.microsoft.com/appx/manifest/uap/windows10/6',
  uap7: 'http://schemas.microsoft.com/appx/manifest/uap/windows10/7',
  uap11: 'http://schemas.microsoft.com/appx/manifest/uap/windows10/11',
  mobile: 'http://schemas.microsoft.com/appx/manifest/mobile/windows10',
  iot: 'http://schemas.microsoft.com/appx/manifest/iot/windows10',
  rescap: 'http://schemas.microsoft.com/appx/manifest/foundation/windows10/restrictedcapabilities',
} as const;

export type Prefix = keyof typeof NAMESPACES;

const BY_PREFIX: Readonly<Partial<Record<Prefix, string>>> = {
  '': 'internetClient internetClientServer privateNetworkClientServer allJoyn codeGeneration',
  uap: 'documentsLibrary picturesLibrary videosLibrary musicLibrary enterpriseAuthentication sharedUserCertificates userAccountInformation removableStorage appointments contacts phoneCall blockedChatMessages objects3D voipCall chat',
  uap2: 'phoneCallHistoryPublic spatialPerception',
  uap3: 'backgroundMediaPlayback userNotificationListener remoteSystem',
  uap4: 'offlineMapsManagement userDataTasks',
  uap6: 'graphicsCapture',
  uap7: 'globalMediaControl gazeInput',
  uap11: 'graphicsCaptureProgrammatic graphicsCaptureWithoutBorder',
  mobile: 'recordedCallsFolder',
  iot: 'systemManagement lowLevelDevices',
};

const GENERAL: ReadonlyMap<string, Prefix> = new Map(
  Object.entries(BY_PREFIX).flatMap(([prefix, names]) =>
    names.split(' ').map((name) => [name, prefix as Prefix] as const),
  ),
);

export const GENERAL_CAPABILITIES: readonly string[] = [...GENERAL.keys()];

/** ST_CustomCapability: a name, and a hash of its publisher. */
const CUSTOM = /^[A-Za-z0-9][-_.A-Za-z0-9]*_[a-hjkmnp-z0-9]{13}$/;

/** The element of a general capability; undefined when there is none of that name. */
export function capabilityElement(
  name: string,
): { readonly prefix: Prefix; readonly tag: 'Capability' | 'CustomCapability' } | undefined {
  if (CUSTOM.test(name)) return { prefix: 'uap4', tag: 'CustomCapability' };
  const prefix = GENERAL.get(name);
  return prefix === undefined ? undefined : { prefix, tag: 'Capability' };
}
