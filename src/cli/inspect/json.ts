import { isUtf8 } from 'node:buffer';
import type { ControlFile, InspectedPackage, PackageEntry } from '../../inspect/index.ts';

/** A package for programs. */
export function inspectedJson(inspected: InspectedPackage) {
  return {
    ...inspected,
    entries: inspected.entries.map(entryJson),
    controlFiles: inspected.controlFiles.map(controlFileJson),
  };
}

/** An entry for programs: its mode in octal. */
export function entryJson({ mode, pathBytes, targetBytes, ...entry }: PackageEntry) {
  return {
    ...entry,
    mode: mode.toString(8).padStart(4, '0'),
    // Where a path is no text, its bytes.
    ...(pathBytes && { pathBase64: Buffer.from(pathBytes).toString('base64') }),
    ...(targetBytes && { targetBase64: Buffer.from(targetBytes).toString('base64') }),
  };
}

function controlFileJson({ name, bytes }: ControlFile) {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const isText = isUtf8(buffer) && !buffer.includes(0);
  return isText
    ? { name, text: buffer.toString('utf8') }
    : { name, base64: buffer.toString('base64') };
}
