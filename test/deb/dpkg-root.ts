import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Outcome, output, run } from '../support/tools.ts';

/** A root folder with dpkg's empty database, and busybox for the scripts that dpkg runs there. */
export class DpkgRoot {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
    for (const folder of ['var/lib/dpkg/info', 'var/lib/dpkg/updates', 'var/log', 'bin']) {
      mkdirSync(join(path, folder), { recursive: true });
    }
    for (const file of ['status', 'available'])
      writeFileSync(this.file(`var/lib/dpkg/${file}`), '');
    const busybox = output('sh', ['-c', 'command -v busybox']).trim();
    copyFileSync(busybox, this.file('bin/busybox'));
    for (const tool of ['sh', 'echo', 'cat', 'rm'])
      symlinkSync('busybox', this.file(`bin/${tool}`));
  }

  /** Path outside of a path inside. */
  file(path: string): string {
    return join(this.path, path);
  }

  /** Runs dpkg; it may fail. */
  try(...args: string[]): Outcome {
    return run('dpkg', [`--root=${this.path}`, '--force-unsafe-io', ...args], {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    });
  }

  /** Runs dpkg; throws when it fails. */
  dpkg(...args: string[]): string {
    const { status, stdout, stderr } = this.try(...args);
    if (status !== 0)
      throw new Error(`dpkg ${args.join(' ')} exited ${status}:\n${stderr}${stdout}`);
    return stdout + stderr;
  }

  /** `install ok installed`, or whatever the database says. */
  status(name: string): string {
    const query = ['--admindir', this.file('var/lib/dpkg'), '-W', '-f', '$' + '{Status}', name];
    return run('dpkg-query', query).stdout;
  }
}
