// Where the same packages are built: each row differs from the first in one thing.
import { EMULATED_ARM64 } from '../support/tools.ts';
import { backwards, clone, elsewhere, throughLink } from './copies.ts';

export interface Environment {
  readonly name: string;
  /** Programs and conditions, for `needs`. */
  readonly needs?: readonly string[];
  /** Whether compressors may notice: then every recipe is built, else one package of each format. */
  readonly compressors?: true;
  /** Only for those with time: `make matrix`. */
  readonly slow?: true;
  /** Words before the Node. */
  readonly before?: readonly string[];
  /** The Node, by default the one that runs the tests. */
  readonly node?: string;
  /** Options of the Node. */
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Options of `build`. */
  readonly options?: { readonly parallelism?: number; readonly memory?: number };
  /** Whether to use the cache that all those have that use one. */
  readonly cache?: true;
  /** Makes a copy of the inputs in a folder; returns where it is. */
  readonly copy?: (inputs: string, folder: string) => string;
  /** By the command line, each package in a run of its own, in place of the library. */
  readonly apart?: true;
}

/** Runs a command after some line of shell. */
const after = (line: string): readonly string[] => ['sh', '-c', `${line}; exec "$@"`, 'sh'];

const SHUFFLED = new URL('shuffled-folders.cjs', import.meta.url).pathname;
const nobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
const emulated = (cpu: string) => ['qemu-x86_64-static', '-cpu', cpu];

/** The first of all, to which the others are held. */
export const HERE: Environment = { name: `Node ${process.versions.node} on ${process.arch}` };

export const ENVIRONMENTS: readonly Environment[] = [
  { name: 'Node 20', needs: ['node20'], node: 'node20', compressors: true },
  { name: 'Node 22', needs: ['node22'], node: 'node22', compressors: true },
  { name: 'Node 24', needs: ['node24'], node: 'node24', compressors: true },
  { name: 'Node 26', needs: ['node26'], node: 'node26', compressors: true },
  { name: 'Node 22 on arm64', needs: ['arm64'], before: EMULATED_ARM64, node: 'node22-arm64' },
  {
    name: 'Node 22 on a CPU of 2003',
    needs: ['qemu-x86_64-static', 'node22'],
    before: emulated('qemu64'),
    node: 'node22',
    slow: true,
  },
  { name: 'one core', needs: ['taskset'], before: ['taskset', '-c', '0'], compressors: true },
  { name: 'one piece at a time', options: { parallelism: 1 } },
  { name: 'seven pieces at a time', options: { parallelism: 7 }, compressors: true },
  { name: 'one thread', env: { UV_THREADPOOL_SIZE: '1' } },
  { name: 'nothing kept in memory', options: { memory: 0 }, compressors: true },
  // Node 20 has no way to give memory back; what is given back too early shows in others.
  {
    name: 'nothing kept in memory, Node 24',
    needs: ['node24'],
    node: 'node24',
    options: { memory: 0 },
    compressors: true,
  },
  // At the same time: each finds some of what the other has compressed.
  { name: 'a new cache', cache: true, compressors: true },
  { name: 'the same cache', cache: true, compressors: true },
  { name: 'a cache that has everything', cache: true, compressors: true },
  { name: 'the command line, a run per package', apart: true },
  { name: 'another folder', copy: elsewhere },
  { name: 'a link to the folder', copy: throughLink },
  { name: 'files written in another order, at other times', copy: backwards },
  { name: 'folders listed in random order', flags: ['--require', SHUFFLED] },
  { name: 'a clone by git, umask 077', needs: ['git'], copy: clone },
  { name: 'umask 077', before: after('umask 077') },
  { name: 'another time zone', env: { TZ: 'Asia/Kathmandu' } },
  { name: 'another language', env: { LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' } },
  { name: 'no language', env: { LC_ALL: '', LANG: 'C' } },
  { name: 'another home and user', env: { HOME: '/nonexistent', USER: 'sun', LOGNAME: 'sun' } },
  { name: 'nobody', needs: ['setpriv', 'root'], before: nobody },
  {
    name: 'another host name',
    needs: ['unshare', 'root'],
    before: ['unshare', '--uts', ...after('echo moon >/proc/sys/kernel/hostname')],
  },
  { name: 'another clock', needs: ['faketime'], before: ['faketime', '2031-02-03 04:05:06'] },
];
