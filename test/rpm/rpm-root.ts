import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { file, packageOf, symlink } from '../support/package.ts';
import { type Outcome, output, run } from '../support/tools.ts';
import { writeRpm } from './support.ts';

/** A root folder with an rpm database, and a package that brings a shell and a few tools. */
export class RpmRoot {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /** @param folder to make it, and the packages of it, in */
  static async make(folder: string): Promise<RpmRoot> {
    const root = new RpmRoot(join(folder, 'root'));
    mkdirSync(root.path);
    root.rpm('--initdb');
    root.rpm('-i', await shell(folder));
    return root;
  }

  /** Path outside of a path inside. */
  at(path: string): string {
    return join(this.path, path);
  }

  /** Runs rpm; it may fail. */
  try(...args: string[]): Outcome {
    const outcome = run('rpm', ['--root', this.path, '--dbpath', '/var/lib/rpm', ...args]);
    // On Debian it recommends alien, each time.
    return { ...outcome, stderr: outcome.stderr.replace(/^rpm: (RPM should|However).*\n/gm, '') };
  }

  /** Runs rpm; throws when it fails, or complains. */
  rpm(...args: string[]): string {
    const { status, stdout, stderr } = this.try(...args);
    if (status === 0 && stderr === '') return stdout;
    throw new Error(`rpm ${args.join(' ')} exited ${status}:\n${stderr}${stdout}`);
  }

  /** Lines that scripts wrote to a file, which is then removed. */
  take(path: string): string[] {
    const lines = readFileSync(this.at(path), 'utf8').trim().split('\n');
    rmSync(this.at(path));
    return lines;
  }
}

function shell(folder: string): Promise<string> {
  const busybox = readFileSync(output('sh', ['-c', 'command -v busybox']).trim());
  const relations = { ...packageOf('rpm').relations, provides: ['/bin/sh'] };
  return writeRpm(folder, { name: 'shell', relations }, [
    file('/bin/busybox', busybox, { mode: 0o755 }),
    ...['cat', 'echo', 'sh', 'sort'].map((tool) => symlink(`/bin/${tool}`, 'busybox')),
  ]);
}
