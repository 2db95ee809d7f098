import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What maintainer scripts talk to. */
export const PROGRAMS = [
  'deb-systemd-helper',
  'deb-systemd-invoke',
  'systemctl',
  'systemd-sysusers',
  'systemd-tmpfiles',
] as const;

export type Program = (typeof PROGRAMS)[number];

/** Stands in for the programs in a folder: each notes its name and arguments, then does as told. */
export class Fakes {
  readonly folder: string;
  readonly #log: string;
  readonly #logInside: string;

  /**
   * @param folder where to put them
   * @param log where they note what they are asked, and what that is called where they run
   */
  constructor(folder: string, log: string, logInside = log) {
    this.folder = folder;
    this.#log = log;
    this.#logInside = logInside;
    mkdirSync(folder, { recursive: true });
  }

  /** @param then shell code that a program ends with; `exit 0` by default */
  add(programs: readonly Program[], then = 'exit 0'): void {
    for (const program of programs) {
      const script = `#!/bin/sh\necho "${program} $*" >> ${this.#logInside}\n${then}\n`;
      writeFileSync(join(this.folder, program), script, { mode: 0o755 });
    }
  }

  /** Makes a root folder one in which scripts can be quiet, and systemd runs or does not. */
  static furnish(root: string, isBooted: boolean): void {
    mkdirSync(join(root, 'dev'), { recursive: true });
    writeFileSync(join(root, 'dev/null'), '');
    if (isBooted) mkdirSync(join(root, 'run/systemd/system'), { recursive: true });
  }

  /** What was asked since the last time. */
  take(): string[] {
    const lines = existsSync(this.#log) ? readFileSync(this.#log, 'utf8').split('\n') : [];
    rmSync(this.#log, { force: true });
    return lines.filter(Boolean);
  }
}
