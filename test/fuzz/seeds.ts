// Small packages of every format, as their own writers make them.
import { FORMATS } from '../../src/formats.ts';
import type { Entry } from '../../src/model/entry.ts';
import type { FormatName, Package } from '../../src/model/package.ts';
import type { Source } from '../../src/model/segment.ts';
import { bytesOf, memoryKit } from '../support/kit.ts';
import { dir, file, packageOf, script, symlink } from '../support/package.ts';

const ENTRIES: readonly Entry<Source>[] = [
  dir('/etc', { implicit: true }),
  dir('/etc/dial', { mode: 0o750, group: 'adm' }),
  file('/etc/dial/dial.conf', 'latitude = 52\n', { role: 'config|noreplace' }),
  dir('/usr', { implicit: true }),
  dir('/usr/bin', { implicit: true }),
  file('/usr/bin/dial', '#!/bin/sh\ndate +%H\n', { mode: 0o4755 }),
  symlink('/usr/bin/sun', 'dial'),
  dir('/usr/share', { implicit: true }),
  file(`/usr/share/${'shadow'.repeat(20)} ß`, 'x'.repeat(700), { mtime: 1_600_000_000 }),
];

const MSIX_ENTRIES: readonly Entry<Source>[] = [
  file('/app.exe', 'MZ'.repeat(300)),
  file('/logo.png', 'PNG'),
  dir('/var'),
];

const MSIX: Partial<Package> = {
  version: { epoch: '', version: '1.2.3', prerelease: '', metadata: '', release: '4' },
  msix: {
    ...{ publisher: 'CN=Dial', resourceId: '', displayName: '', publisherDisplayName: '' },
    logo: 'logo.png',
    applications: [
      {
        ...{ id: 'Dial', executable: 'app.exe', entryPoint: '', displayName: '', description: '' },
        ...{ backgroundColor: '', square150x150Logo: '', square44x44Logo: '' },
      },
    ],
    ...{ targetDeviceFamilies: [], capabilities: ['internetClient'] },
    ...{ deviceCapabilities: [], restrictedCapabilities: [] },
  },
};

/** A package of a format, with gzip and without. */
export async function packagesOf(name: FormatName): Promise<Buffer[]> {
  const format = FORMATS.find((one) => one.name === name);
  if (!format) return [];
  const base = packageOf(name);
  const pkg: Package = {
    ...base,
    relations: { ...base.relations, depends: ['clock'], conflicts: ['moon'], provides: ['sun'] },
    scripts: { preinstall: script('#!/bin/sh\necho\n'), postremove: script('#!/bin/sh\n:\n') },
    ...(name === 'msix' && MSIX),
  };
  const codecs = [{ name: 'gzip', level: 6 }, { name: 'none' }] as const;
  const packages: Buffer[] = [];
  for (const compression of codecs) {
    const entries = name === 'msix' ? MSIX_ENTRIES : ENTRIES;
    packages.push(
      await bytesOf(await format.assemble({ ...pkg, compression }, entries, memoryKit)),
    );
  }
  return packages;
}
