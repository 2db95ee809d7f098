// How each tool makes a package of an input.
import { join } from 'node:path';
import type { InputName } from './inputs/index.ts';
import { inputFolder } from './inputs/index.ts';
import { STAGE } from './inputs/recipe.ts';
import type { Command } from './measure.ts';
import type { Contender } from './workload.ts';

/** Where things are. */
export interface Places {
  /** The launcher of jaco-pkg. */
  readonly cli: string;
  /** Folder of inputs and outputs. */
  readonly home: string;
  /** Folder that tools write to. */
  readonly output: string;
}

export type Format = 'apk' | 'archlinux' | 'deb' | 'ipk' | 'rpm' | 'tarball';

const AMD64 = { PACKAGE_ARCH: 'amd64' };

/** The tools, for the packages of one input. */
export class Tools {
  readonly #places: Places;
  readonly #cwd: string;

  constructor(places: Places, input: InputName) {
    this.#places = places;
    this.#cwd = inputFolder(places.home, input);
  }

  /** All formats in one run. */
  jacoPkg(formats: readonly Format[], config?: string): Contender {
    return { tool: 'jaco-pkg', needs: [], commands: [this.#build(formats, config)] };
  }

  /** With a cache that has all of it. */
  jacoPkgCached(formats: readonly Format[], config?: string): Contender {
    const build = this.#build(formats, config, `--cache=${join(this.#places.home, 'cache')}`);
    return { tool: 'jaco-pkg --cache', needs: [], prepare: build, commands: [build] };
  }

  jacoPkgRelease(): Contender {
    const args = ['release', '-q', '-t', this.#places.output];
    return { tool: 'jaco-pkg', needs: [], commands: [this.#jacoPkg(args)] };
  }

  /** A run per format and architecture: nfpm makes one package at a time. */
  nfpm(
    formats: readonly Format[],
    { config = 'nfpm.yaml', arches = ['amd64'] }: { config?: string; arches?: string[] } = {},
  ): Contender {
    const commands = arches.flatMap((arch) =>
      formats.map((format) => {
        const args = ['package', '-f', config, '-p', format, '-t', this.#places.output];
        return { ...this.#command('nfpm', args), env: { PACKAGE_ARCH: arch } };
      }),
    );
    return { tool: 'nfpm', needs: ['nfpm'], commands };
  }

  dpkgDeb(compressor: 'gzip' | 'xz' | 'zstd', level: number): Contender {
    const options = ['--root-owner-group', `-Z${compressor}`, `-z${level}`];
    const args = [...options, '--build', STAGE, join(this.#places.output, 'bench.deb')];
    return this.#single('dpkg-deb', args);
  }

  rpmbuild(): Contender {
    const definitions = {
      stage: join(this.#cwd, STAGE),
      _topdir: join(this.#places.home, 'rpmbuild'),
      _rpmdir: this.#places.output,
    };
    const defines = Object.entries(definitions).flatMap(([name, value]) => {
      return ['--define', `${name} ${value}`];
    });
    return this.#single('rpmbuild', ['-bb', '--quiet', ...defines, 'bench.spec']);
  }

  fpm(format: 'deb' | 'rpm'): Contender {
    const output = join(this.#places.output, `bench.${format}`);
    const source = ['-s', 'dir', '-C', STAGE, '--exclude', 'DEBIAN'];
    return this.#single('fpm', [
      ...source,
      '-t',
      format,
      '-n',
      'bench',
      '-v',
      '1.0.0',
      '-p',
      output,
      '.',
    ]);
  }

  /** A compressed archive of the files, without the metadata of a package. */
  tar(...compressor: readonly [string, ...string[]]): Contender {
    const [program] = compressor;
    const output = join(this.#places.output, 'bench.tar');
    const script = `tar c -C ${STAGE} --exclude=./DEBIAN . | ${compressor.join(' ')} > "$0"`;
    const tool = `tar | ${compressor.join(' ')}`;
    return { tool, needs: [program], commands: [this.#command('sh', ['-c', script, output])] };
  }

  #build(formats: readonly Format[], config = 'nfpm.yaml', ...more: string[]): Command {
    const { output } = this.#places;
    return this.#jacoPkg([
      'build',
      '-q',
      '-f',
      config,
      '-p',
      formats.join(),
      '-t',
      output,
      ...more,
    ]);
  }

  #jacoPkg(args: readonly string[]): Command {
    const command = this.#command(process.execPath, [this.#places.cli, ...args]);
    return { ...command, env: AMD64 };
  }

  #single(program: string, args: readonly string[]): Contender {
    return { tool: program, needs: [program], commands: [this.#command(program, args)] };
  }

  #command(program: string, args: readonly string[]): Command {
    return { program, args, cwd: this.#cwd };
  }
}
