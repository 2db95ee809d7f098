// The readers of packages, and what is printed of what they read.
import { inspectedText } from '../../src/cli/inspect/show.ts';
import type { Io } from '../../src/cli/io.ts';
import { type InspectedPackage, inspect } from '../../src/inspect/index.ts';
import { apkApart, debApart, ipkApart, rpmApart, tarApart, zipApart } from './apart.ts';
import { corpus } from './corpus.ts';
import { packagesOf } from './seeds.ts';
import { Oddity, type Target } from './target.ts';

const quiet = { write: () => true };
const IO: Io = {
  ...{ stdout: quiet, stderr: quiet, env: {}, cwd: '/' },
  signal: new AbortController().signal,
  now: () => 0,
};

/** What moves a cursor, rings a bell or changes colours. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\0-\x08\x0b-\x1f\x7f-\x9f]/;

async function readPackage(input: Buffer): Promise<void> {
  const read = await inspect(input);
  assertSound(read);
}

/** What holds of whatever could be read. */
export function assertSound(read: InspectedPackage): void {
  for (const { path, size } of read.entries) {
    if (!path.startsWith('/') || !Number.isSafeInteger(size) || size < 0) {
      throw new Oddity(`the entry ${JSON.stringify(path)} of ${size} bytes`);
    }
  }
  for (const flags of [{}, { files: true }, { json: true }] as const) {
    const text = inspectedText(read, flags, IO);
    const found = CONTROLS.exec(text);
    if (found) {
      const around = text.slice(Math.max(0, found.index - 40), found.index + 10);
      throw new Oddity(`prints a control character: ${JSON.stringify(around)}`);
    }
  }
}

const target = (
  name: string,
  seeds: Target['seeds'],
  takeApart: NonNullable<Target['takeApart']>,
): Target => ({ name, seeds, takeApart, read: readPackage });

const stored = (...endings: string[]) => endings.flatMap((ending) => corpus('packages', ending));

export const packages: readonly Target[] = [
  target('deb', async () => [...(await packagesOf('deb')), ...stored('.deb')], debApart),
  target('rpm', async () => [...(await packagesOf('rpm')), ...stored('.rpm')], rpmApart),
  target('srpm', () => packagesOf('srpm'), rpmApart),
  target('apk', () => packagesOf('apk'), apkApart),
  target(
    'archlinux',
    async () => [...(await packagesOf('archlinux')), ...stored('pkg.tar.gz')],
    tarApart,
  ),
  target('ipk', () => packagesOf('ipk'), ipkApart),
  target('msix', () => packagesOf('msix'), zipApart),
  target('tarball', async () => [...(await packagesOf('tarball')), ...stored('.tar.gz')], tarApart),
  target(
    'packed',
    async () => stored('.xzdio.rpm', 'xz.deb', '.tar.zst'),
    (input) => {
      throw new TypeError(`${input.length} bytes stay as they are`);
    },
  ),
];
