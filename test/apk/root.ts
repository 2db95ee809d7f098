import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apk } from '../../src/apk/index.ts';
import type { Entry } from '../../src/model/entry.ts';
import type { Package } from '../../src/model/package.ts';
import type { Source } from '../../src/model/segment.ts';
import { bytesOf, memoryKit } from '../support/kit.ts';
import { packageOf } from '../support/package.ts';
import { type Outcome, run } from '../support/tools.ts';

/** A folder that an apk-tools program takes for the root of a system, with a shell for scripts. */
export class Root {
  readonly path: string;
  readonly program: string;
  readonly folder: string;

  constructor(program: string, folder: string) {
    this.program = program;
    this.folder = folder;
    this.path = mkdtempSync(join(folder, `${program}-`));
    for (const name of ['bin', 'etc']) mkdirSync(join(this.path, name));
    const busybox = execFileSync('sh', ['-c', 'command -v busybox'], { encoding: 'utf8' }).trim();
    copyFileSync(busybox, join(this.path, 'bin/busybox'));
    symlinkSync('busybox', join(this.path, 'bin/sh'));
    writeFileSync(
      join(this.path, 'etc/passwd'),
      'root:x:0:0::/:/bin/sh\ndial:x:77:78::/:/bin/sh\n',
    );
    writeFileSync(join(this.path, 'etc/group'), 'root:x:0:\nwheel:x:79:\n');
    this.apk('add', '--initdb', '--arch', 'x86_64');
  }

  /** Runs apk on this root, away from the network. */
  apk(...args: string[]): Outcome {
    return run(this.program, ['--root', this.path, '--no-network', '--allow-untrusted', ...args]);
  }

  /** Writes a package and installs it. */
  async add(change: Partial<Package>, entries: readonly Entry<Source>[]): Promise<Outcome> {
    return this.apk('add', await this.write(change, entries));
  }

  /** Writes a package; returns its path. */
  async write(change: Partial<Package>, entries: readonly Entry<Source>[]): Promise<string> {
    const pkg = packageOf('apk', change);
    const path = join(mkdtempSync(join(this.folder, 'out-')), 'package.apk');
    writeFileSync(path, await bytesOf(await apk.assemble(pkg, entries, memoryKit)));
    return path;
  }

  /** Everything of the packages on disk that is not as the packages say. */
  audit(): string {
    return this.apk('audit', '--system', '--check-permissions', '--recursive').stdout;
  }

  in(path: string): string {
    return join(this.path, path);
  }
}
