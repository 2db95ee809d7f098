// deb-version(7): [epoch:]upstream-version[-debian-revision]
import type { Version } from '../model/package.ts';

/** dpkg keeps the epoch in a C int. */
const MAX_EPOCH = 2 ** 31 - 1;

/** `epoch:version~prerelease+metadata-release`; a tilde sorts before the release itself. */
export function debVersion(version: Version): string {
  const { epoch, prerelease, metadata, release } = version;
  return [
    epoch && `${epoch}:`,
    version.version,
    prerelease && `~${prerelease}`,
    metadata && `+${metadata}`,
    release && `-${release}`,
  ].join('');
}

/** Why dpkg would not take a text as a version, as the end of a sentence; or undefined. */
export function versionFault(text: string): string | undefined {
  const [, epoch, upstream = '', revision] = /^(?:([^:]*):)?(.*?)(?:-([^-]*))?$/s.exec(text) ?? [];
  if (epoch !== undefined && !/^\d+$/.test(epoch)) return `its epoch "${epoch}" is not a number`;
  if (Number(epoch ?? 0) > MAX_EPOCH) return `its epoch is above ${MAX_EPOCH}`;
  if (!/^\d/.test(upstream)) return 'it does not start with a digit';
  const wrong = /[^A-Za-z0-9.+~:-]/u.exec(upstream) ?? /[^A-Za-z0-9.+~]/u.exec(revision ?? '');
  if (wrong) return `it may not contain ${JSON.stringify(wrong[0])}`;
  if (revision === '') return 'nothing follows its last hyphen';
  return undefined;
}
