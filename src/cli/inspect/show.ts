import type { InspectedPackage } from '../../inspect/index.ts';
import { printable } from '../../model/printable.ts';
import { painter } from '../colours.ts';
import type { Io } from '../io.ts';
import { jsonText } from '../messages.ts';
import { inspectedJson } from './json.ts';
import { controlText, filesText, scriptsText } from './lists.ts';
import { pageText } from './page.ts';

/** What to show of a package; all on a page when nothing is asked for. */
export interface ShowFlags {
  readonly files?: true;
  readonly scripts?: true;
  readonly control?: true;
  readonly json?: true;
}

/** Of all packages in a folder, each after the name of its file. */
export function folderText(all: readonly InspectedPackage[], flags: ShowFlags, io: Io): string {
  if (flags.json) return jsonText({ packages: all.map(inspectedJson) });
  return all.map((one) => `${printable(one.file)}:\n${inspectedText(one, flags, io)}`).join('\n');
}

export function inspectedText(inspected: InspectedPackage, flags: ShowFlags, io: Io): string {
  if (flags.json) return jsonText(inspectedJson(inspected));
  const parts = [
    ...(flags.files ? [filesText(inspected)] : []),
    ...(flags.scripts ? [scriptsText(inspected)] : []),
    ...(flags.control ? [controlText(inspected)] : []),
  ];
  if (parts.length > 0) return parts.join('\n');
  return pageText(inspected, painter(io.stdout, io.env));
}
