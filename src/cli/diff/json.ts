import type { FolderDiff } from '../../inspect/diff/folders.ts';
import type { EntryChange, PackageDiff, PackageRef } from '../../inspect/diff/model.ts';
import { entryJson } from '../inspect/json.ts';
import type { Io } from '../io.ts';
import { jsonText, shortPath } from '../messages.ts';

export function diffJson(found: PackageDiff, io: Io): string {
  return jsonText(diffValue(found, io));
}

export function foldersJson({ same, packages, removed, added }: FolderDiff, io: Io): string {
  const value = {
    same,
    packages: packages.map((found) => diffValue(found, io)),
    removed: removed.map((ref) => refValue(ref, io)),
    added: added.map((ref) => refValue(ref, io)),
  };
  return jsonText(value);
}

function diffValue({ before, after, entries, ...rest }: PackageDiff, io: Io) {
  return {
    before: refValue(before, io),
    after: refValue(after, io),
    ...rest,
    entries: entries.map(entryValue),
  };
}

function refValue(ref: PackageRef, io: Io): PackageRef {
  return { ...ref, file: shortPath(ref.file, io.cwd) };
}

function entryValue({ before, after, ...rest }: EntryChange) {
  return {
    ...rest,
    ...(before && { before: entryJson(before) }),
    ...(after && { after: entryJson(after) }),
  };
}
