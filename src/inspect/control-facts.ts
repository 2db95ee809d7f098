import { controlRelations, parseControl } from './control-file.ts';
import { controlMetadata, isIpk } from './control-metadata.ts';
import { fileBytes, fileText } from './control-tar.ts';
import { md5sumsCheck } from './deb/md5sums.ts';
import type { Facts } from './facts.ts';
import type { ControlFile, PackageScript } from './model.ts';
import type { Reading } from './reading.ts';

/** Maintainer scripts by their names: deb(5), and debconf-devel(7) for `config`. */
const SCRIPTS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    preinst: 'preinstall',
    postinst: 'postinstall',
    prerm: 'preremove',
    postrm: 'postremove',
    config: 'config',
  }),
);

/** What dpkg and opkg read from the control archive. Throws `package_malformed`. */
export function controlFacts(
  controlFiles: readonly ControlFile[],
  member: string,
  reading: Reading,
): Omit<Facts, 'compression' | 'signatures'> {
  const text = fileText(controlFiles, 'control', reading);
  if (text === undefined) throw reading.malformed('there is no control file', { member });
  const fields = parseControl(text);
  const format = isIpk(fields) ? 'ipk' : 'deb';
  const conffiles = new Set(
    fileText(controlFiles, 'conffiles', reading)?.split('\n').map(conffilePath),
  );
  return {
    format,
    // Installed-Size: KiB for dpkg, bytes for opkg.
    metadata: controlMetadata(fields, format === 'ipk' ? 1 : 1024),
    relations: controlRelations(fields),
    scripts: controlFiles.flatMap((file) => scriptOf(file, reading)),
    fields,
    controlFiles,
    flagsOf: (path) => (conffiles.has(path) ? ['config', 'noreplace'] : []),
    checks: (entries) => md5sumsCheck(fileBytes(controlFiles, 'md5sums'), entries, reading),
  };
}

function scriptOf({ name, bytes }: ControlFile, reading: Reading): PackageScript[] {
  const kind = SCRIPTS.get(name);
  if (kind === undefined) return [];
  return [{ kind, name, interpreter: '', text: reading.text(bytes, { member: name }) }];
}

/** deb-conffiles(5): a path, maybe after a flag. */
function conffilePath(line: string): string {
  return line.trim().replace(/^remove-on-upgrade\s+/, '');
}
