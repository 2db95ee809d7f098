// A folder with an nfpm.yaml that has deb, rpm and apk signed by the keys $KEYS.gpg and $KEYS.pem.
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build, type FormatName } from '../../src/index.ts';

export const PASSPHRASE = 'correct-horse-battery';

const CONFIG = `name: sundial
version: 1.2.3
maintainer: Sun Dial <sun@dial.example>
contents:
  - src: noon
    dst: /usr/share/sundial/noon
deb:
  signature:
    key_file: \${KEYS}.gpg
rpm:
  signature:
    key_file: \${KEYS}.gpg
apk:
  signature:
    key_file: \${KEYS}.pem
`;

/** The formats it signs. */
export const ALL: readonly FormatName[] = ['deb', 'rpm', 'apk'];

export class Workspace {
  readonly folder: string;
  /** The key in good.pem, which is locked. */
  readonly rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

  constructor(folder: string) {
    this.folder = folder;
    const lock = { cipher: 'aes-256-cbc', passphrase: PASSPHRASE };
    this.write('nfpm.yaml', CONFIG);
    this.write('noon', 'twelve\n');
    this.write('good.pem', this.rsa.export({ type: 'pkcs8', format: 'pem', ...lock }));
    this.write('text.gpg', 'a text');
    this.write('text.pem', 'a text');
  }

  at(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, content: string | Uint8Array): void {
    writeFileSync(this.at(name), content);
  }

  /** A new folder in it. */
  temporary(): string {
    return mkdtempSync(this.at('new-'));
  }

  /** Builds into a folder of its own; tells what is in it afterwards, and what went wrong. */
  async attempt(env: Readonly<Record<string, string>>, more: Partial<BuildOptions> = {}) {
    const target = this.temporary();
    const environment = { PATH: process.env['PATH'], ...env };
    const options = { packagers: ALL, target, cwd: this.folder, env: environment, ...more };
    const problems = await build(options).then(
      () => [],
      (error) => error.problems ?? [error],
    );
    return { problems, left: readdirSync(target).sort() };
  }
}
