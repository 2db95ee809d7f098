import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry } from '../../src/model/entry.ts';
import type { Kit } from '../../src/model/format.ts';
import type { MsixOptions, Package } from '../../src/model/package.ts';
import type { Source } from '../../src/model/segment.ts';
import { msix } from '../../src/msix/index.ts';
import { bytesOf, memoryKit } from '../support/kit.ts';
import { dir, file, packageOf } from '../support/package.ts';
import { machineCode, noise, prose } from '../support/samples.ts';

export const APPLICATION: MsixOptions['applications'][number] = {
  id: 'Sundial',
  executable: 'app/sundial.exe',
  entryPoint: '',
  displayName: '',
  description: '',
  backgroundColor: '',
  square150x150Logo: '',
  square44x44Logo: '',
};

/** The least that an app package needs. */
export const OPTIONS: MsixOptions = {
  publisher: 'CN=Dial Works, C=US',
  resourceId: '',
  displayName: '',
  publisherDisplayName: '',
  logo: 'Assets/logo.png',
  applications: [APPLICATION],
  targetDeviceFamilies: [],
  capabilities: [],
  deviceCapabilities: [],
  restrictedCapabilities: [],
};

/** The files that {@link OPTIONS} name. */
export const NAMED: Entry<Source>[] = [
  file('/Assets/logo.png', noise(900)),
  file('/app/sundial.exe', machineCode(300_000)),
];

/** Files of many kinds. */
export const FILES: Entry<Source>[] = [
  ...NAMED,
  file('/docs/.hidden', 'dot'),
  file('/docs/empty', ''),
  file('/docs/exactly.bin', noise(2 * 65_536)),
  file("/docs/Größe & [notes] (1)+!#$%'^`{}~,;=@.txt", prose(150_000)),
  file('/docs/data.XML', '<a/>'),
  file('/docs/two.tar.gz', noise(70_000)),
  file('/no ending', 'x', { mode: 0o755, role: 'config' }),
  dir('/var/empty'),
];

/** Something of everything that a manifest can say. */
export const EVERYTHING: Partial<Package> = {
  version: { epoch: '0', version: '1.2', prerelease: '', metadata: 'x', release: '7' },
  arch: 'all',
  description: ' Tells the time,\n\n  <by daylight> & "by night"\n',
  msix: {
    publisher: 'CN=Dial Works, O="Dial, Works", OID.2.5.4.97=VATUS-1',
    resourceId: 'en-us',
    displayName: 'ms-resource:Name',
    publisherDisplayName: 'Dial & Works',
    logo: '/Assets\\logo.png',
    applications: [
      {
        id: 'Dial.Sun',
        executable: '/app/Sun Dial.EXE',
        entryPoint: '',
        displayName: 'Sun',
        description: 'By day\nlight',
        backgroundColor: '#20aA60',
        square150x150Logo: 'Assets/150.png',
        square44x44Logo: 'Assets/44.jpeg',
      },
      { ...APPLICATION, id: 'Moon', entryPoint: 'Moon.App', backgroundColor: 'skyBlue' },
    ],
    targetDeviceFamilies: [
      { name: 'Windows.Universal', minVersion: '10.0.19041.0', maxVersionTested: '' },
      { name: '', minVersion: '', maxVersionTested: '10.0.26100.0' },
    ],
    capabilities: [
      'microsoft.example_8wekyb3d8bbwe',
      'internetClient',
      'musicLibrary',
      'gazeInput',
      'internetClient',
    ],
    deviceCapabilities: ['microphone', 'location'],
    restrictedCapabilities: ['broadFileSystemAccess', 'runFullTrust'],
  },
};

/** The files that {@link EVERYTHING} names. */
export const EVERYTHING_FILES: Entry<Source>[] = [
  ...NAMED,
  file('/Assets/150.png', ''),
  file('/Assets/44.jpeg', ''),
  file('/app/Sun Dial.EXE', 'MZ'),
];

export function msixPackage(change: Partial<Package> = {}): Package {
  return packageOf('msix', { name: 'com.example.sundial', msix: OPTIONS, ...change });
}

export async function msixOf(
  change: Partial<Package> = {},
  entries: readonly Entry<Source>[] = FILES,
  kit: Kit = memoryKit,
): Promise<Buffer> {
  return bytesOf(await msix.assemble(msixPackage(change), entries, kit));
}

export async function writeMsix(
  folder: string,
  change: Partial<Package> = {},
  entries: readonly Entry<Source>[] = FILES,
): Promise<string> {
  const path = join(folder, msix.fileName(msixPackage(change)));
  writeFileSync(path, await msixOf(change, entries));
  return path;
}
