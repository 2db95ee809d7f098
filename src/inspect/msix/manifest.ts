// AppxManifest.xml, by Microsoft's "App package manifest" schema.
import { NO_METADATA } from '../facts.ts';
import type { InspectedPackage, PackageMetadata } from '../model.ts';
import type { XmlElement } from './xml.ts';

export function manifestMetadata(elements: readonly XmlElement[]): PackageMetadata {
  const textOf = (name: string) => elements.find((element) => element.name === name)?.text ?? '';
  const identity = attributesOf(elements, 'Identity');
  return {
    ...NO_METADATA,
    name: identity['Name'] ?? '',
    version: identity['Version'] ?? '',
    arch: identity['ProcessorArchitecture'] ?? 'neutral',
    summary: textOf('DisplayName'),
    description: textOf('Description') || textOf('DisplayName'),
    maintainer: textOf('PublisherDisplayName'),
    vendor: identity['Publisher'] ?? '',
  };
}

export function manifestRelations(
  elements: readonly XmlElement[],
): Partial<InspectedPackage['relations']> {
  const depends = elements.flatMap(({ name, attributes }) => {
    if (name !== 'PackageDependency' && name !== 'TargetDeviceFamily') return [];
    const version = attributes['MinVersion'];
    return [`${attributes['Name'] ?? ''}${version === undefined ? '' : ` >= ${version}`}`];
  });
  return { depends };
}

/** Attributes and texts of the elements that hold the package's own data. */
export function manifestFields(elements: readonly XmlElement[]): InspectedPackage['fields'] {
  return elements.flatMap((element): (readonly [string, string])[] => {
    const { name, attributes } = element;
    const own = element.text === '' ? [] : [[name, element.text] as const];
    const shown = Object.entries(attributes).filter(([key]) => !key.startsWith('xmlns'));
    return [...own, ...shown.map(([key, value]) => [`${name}.${key}`, value] as const)];
  });
}

function attributesOf(elements: readonly XmlElement[], name: string): XmlElement['attributes'] {
  return elements.find((element) => element.name === name)?.attributes ?? {};
}
