// Which formats a rule is for.
import { FORMAT_NAMES, type FormatName } from '../model/package.ts';

export const ALL: readonly FormatName[] = FORMAT_NAMES;

/** Formats whose paths are those of the system they are installed to. */
export const SYSTEM: readonly FormatName[] = ['apk', 'archlinux', 'deb', 'ipk', 'rpm'];

/** Formats that bring files, wherever to. */
export const FILES: readonly FormatName[] = [...SYSTEM, 'msix', 'tarball'];

export const DEB: readonly FormatName[] = ['deb'];

/** Formats with a control file by deb-control(5). */
export const CONTROL: readonly FormatName[] = ['deb', 'ipk'];

export const RPM: readonly FormatName[] = ['rpm'];

/** What both kinds of rpm say of themselves. */
export const RPMS: readonly FormatName[] = ['rpm', 'srpm'];
