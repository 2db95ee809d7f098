// AppxManifest.xml, by FoundationManifestSchema.xsd and UapManifestSchema.xsd.

import { oneLine } from '../model/one-line.ts';
import type { MsixOptions, Package } from '../model/package.ts';
import { capabilityElement, NAMESPACES, type Prefix } from './capabilities.ts';
import { architecture, quadVersion, windowsPath } from './names.ts';
import { filledOptions } from './options.ts';
import { type Element, element, xmlDocument } from './xml.ts';

export function manifest(pkg: Package): string {
  const options = filledOptions(pkg);
  const capabilities = capabilityElements(options);
  const prefixes = new Set<Prefix>(['uap', ...capabilities.map(({ prefix }) => prefix)]);
  prefixes.delete('');
  const namespaces = [...prefixes].map((prefix) => [`xmlns:${prefix}`, NAMESPACES[prefix]]);
  const attributes = {
    xmlns: NAMESPACES[''],
    ...Object.fromEntries(namespaces),
    IgnorableNamespaces: [...prefixes].join(' '),
  };
  return xmlDocument(
    element('Package', attributes, [
      identity(pkg, options),
      properties(pkg, options),
      element('Resources', {}, [element('Resource', { Language: 'en-us' })]),
      element('Dependencies', {}, options.targetDeviceFamilies.map(deviceFamily)),
      element('Applications', {}, options.applications.map(application)),
      ...capabilitiesSection(capabilities),
    ]),
  );
}

function identity(pkg: Package, { publisher, resourceId }: MsixOptions): Element {
  return element('Identity', {
    Name: pkg.name,
    Publisher: publisher,
    Version: quadVersion(pkg.version),
    ProcessorArchitecture: architecture(pkg),
    ResourceId: resourceId || undefined,
  });
}

function properties({ description }: Package, options: MsixOptions): Element {
  const text = oneLine(description);
  return element('Properties', {}, [
    element('DisplayName', {}, options.displayName),
    element('PublisherDisplayName', {}, options.publisherDisplayName),
    ...(text ? [element('Description', {}, text)] : []),
    element('Logo', {}, windowsPath(options.logo)),
  ]);
}

function deviceFamily(family: MsixOptions['targetDeviceFamilies'][number]): Element {
  return element('TargetDeviceFamily', {
    Name: family.name,
    MinVersion: family.minVersion,
    MaxVersionTested: family.maxVersionTested,
  });
}

function application(app: MsixOptions['applications'][number]): Element {
  const attributes = {
    Id: app.id,
    Executable: windowsPath(app.executable),
    EntryPoint: app.entryPoint,
  };
  return element('Application', attributes, [
    element('uap:VisualElements', {
      DisplayName: app.displayName,
      Description: app.description,
      BackgroundColor: app.backgroundColor,
      Square150x150Logo: windowsPath(app.square150x150Logo),
      Square44x44Logo: windowsPath(app.square44x44Logo),
    }),
  ]);
}

interface Capability {
  readonly prefix: Prefix;
  readonly tag: 'Capability' | 'CustomCapability' | 'DeviceCapability';
  readonly name: string;
}

/** In the order of the schema: capabilities, custom ones, those of devices. */
const TAG_ORDER = ['Capability', 'CustomCapability', 'DeviceCapability'];

function capabilityElements(options: MsixOptions): Capability[] {
  const general = options.capabilities.flatMap((name) => {
    const found = capabilityElement(name);
    return found ? [{ ...found, name }] : [];
  });
  const all: Capability[] = [
    ...general,
    ...options.restrictedCapabilities.map((name) => ({
      prefix: 'rescap' as const,
      tag: 'Capability' as const,
      name,
    })),
    ...options.deviceCapabilities.map((name) => ({
      prefix: '' as const,
      tag: 'DeviceCapability' as const,
      name,
    })),
  ];
  return all.sort((a, b) => TAG_ORDER.indexOf(a.tag) - TAG_ORDER.indexOf(b.tag));
}

function capabilitiesSection(capabilities: readonly Capability[]): Element[] {
  if (capabilities.length === 0) return [];
  const items = capabilities.map(({ prefix, tag, name }) =>
    element(prefix ? `${prefix}:${tag}` : tag, { Name: name }),
  );
  return [element('Capabilities', {}, items)];
}
