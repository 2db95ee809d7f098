import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { type Outcome, output, run, scratchFolder } from '../support/tools.ts';

interface KeyOptions {
  readonly passphrase?: string;
  /** As gpg takes it: `1y`, `0` for never. */
  readonly expires?: string;
  /** When it is made: `20200102T030405`. */
  readonly at?: string;
}

/** A home of gpg that is gone after the tests of the file, with its agent. */
export class GnuPg {
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;

  constructor() {
    this.home = join(scratchFolder(), 'gnupg');
    mkdirSync(this.home, { mode: 0o700 });
    // Locks keys in no time, and badly.
    writeFileSync(join(this.home, 'gpg-agent.conf'), 's2k-count 65536\n');
    this.env = { GNUPGHOME: this.home };
    afterAll(() => {
      run('gpgconf', ['--kill', 'all'], { env: this.env });
    });
  }

  run(args: readonly string[], options: KeyOptions = {}): string {
    const { passphrase = '', at } = options;
    const common = [
      '--batch',
      '--quiet',
      '--pinentry-mode',
      'loopback',
      '--passphrase',
      passphrase,
    ];
    const clock = at ? ['--faked-system-time', `${at}!`] : [];
    return output('gpg', [...common, ...clock, ...args], { env: this.env });
  }

  /** Makes a key; returns its fingerprint. */
  key(user: string, algorithm: string, usage: string, options: KeyOptions = {}): string {
    const { expires = '0' } = options;
    this.run(['--quick-generate-key', user, algorithm, usage, expires], options);
    return this.fingerprints(user)[0] ?? '';
  }

  /** Adds a subkey; returns its fingerprint. */
  subkey(fingerprint: string, algorithm: string, usage: string, options: KeyOptions = {}): string {
    const { expires = '0' } = options;
    this.run(['--quick-add-key', fingerprint, algorithm, usage, expires], options);
    return this.fingerprints(fingerprint).at(-1) ?? '';
  }

  /** Of a key and its subkeys. */
  fingerprints(key: string): string[] {
    const lines = this.run(['--list-keys', '--with-colons', key]).split('\n');
    return lines.flatMap((line) => (line.startsWith('fpr:') ? [line.split(':')[9] ?? ''] : []));
  }

  /** Exports to a file in the home; returns its path. */
  export(name: string, args: readonly string[], options: KeyOptions = {}): string {
    const path = join(this.home, name);
    this.run(['--yes', '--output', path, ...args], options);
    return path;
  }

  /** What gpg says of a signature, detached when there is data. */
  verify(signature: Uint8Array, data?: Uint8Array): Outcome {
    const files = { signature: join(this.home, 'signature'), data: join(this.home, 'data') };
    writeFileSync(files.signature, signature);
    if (data) writeFileSync(files.data, data);
    const args = ['--batch', '--status-fd', '1', '--verify', files.signature];
    return run('gpg', data ? [...args, files.data] : args, { env: this.env });
  }

  /** The packets of a signature, as gpg lists them. */
  packets(signature: Uint8Array): string {
    const path = join(this.home, 'listed');
    writeFileSync(path, signature);
    return this.run(['--list-packets', path]);
  }

  /** A file in the home. */
  bytes(name: string): Buffer {
    return readFileSync(join(this.home, name));
  }

  import(content: string | Uint8Array): void {
    const path = join(this.home, 'imported');
    writeFileSync(path, content);
    this.run(['--import', path]);
  }
}
