// What is measured: a row per workload.
import { type Format, type Places, Tools } from './tools.ts';
import type { Contender, Workload } from './workload.ts';

const THREE: readonly Format[] = ['deb', 'rpm', 'apk'];

/** All workloads, those of one input together. */
export function workloads(places: Places): Workload[] {
  return [
    ...startUp(places),
    ...ofJ(places),
    release(places),
    ...ofSmallFiles(places),
    electron(places),
    ...ofBig(places),
  ];
}

function startUp(places: Places): Workload[] {
  const tools = new Tools(places, 'empty');
  const node = process.execPath;
  const run = (tool: string, ...args: string[]): Contender => {
    return { tool, needs: [], commands: [{ program: node, args, cwd: places.home }] };
  };
  const nfpm = { program: 'nfpm', args: ['--version'], cwd: places.home };
  return [
    {
      id: 'version',
      title: '--version',
      contenders: [
        run('jaco-pkg', places.cli, '--version'),
        run('node -e 0', '-e', '0'),
        { tool: 'nfpm', needs: ['nfpm'], commands: [nfpm] },
      ],
    },
    {
      id: 'empty-deb',
      title: 'empty package, deb',
      input: 'empty',
      contenders: [tools.jacoPkg(['deb']), run('node -e 0', '-e', '0'), tools.nfpm(['deb'])],
    },
    {
      id: 'empty-three',
      title: 'empty package, deb+rpm+apk',
      input: 'empty',
      contenders: [tools.jacoPkg(THREE), tools.nfpm(THREE)],
    },
  ];
}

function ofJ(places: Places): Workload[] {
  const tools = new Tools(places, 'j');
  const { jacoPkg, nfpm } = bound(tools);
  const of = (id: string, title: string, ...contenders: Contender[]): Workload => {
    return { id: `j-${id}`, title: `J, ${title}`, input: 'j', contenders };
  };
  const pigz = tools.tar('pigz', '-6', '-p2');
  const xz = 'nfpm-xz.yaml';
  const zstd = 'nfpm-zstd.yaml';
  return [
    of(
      'deb',
      'deb',
      jacoPkg('deb'),
      tools.jacoPkgCached(['deb']),
      nfpm('deb'),
      tools.dpkgDeb('gzip', 6),
      tools.fpm('deb'),
    ),
    of(
      'xz',
      'deb with xz',
      tools.jacoPkg(['deb'], xz),
      tools.jacoPkgCached(['deb'], xz),
      tools.nfpm(['deb'], { config: xz }),
      tools.dpkgDeb('xz', 6),
      tools.tar('xz', '-6', '-T2'),
    ),
    of(
      'zstd',
      'deb with zstd',
      tools.jacoPkg(['deb'], zstd),
      tools.nfpm(['deb'], { config: zstd }),
      tools.dpkgDeb('zstd', 3),
      tools.tar('zstd', '-3', '-T2', '-q'),
    ),
    of('rpm', 'rpm', jacoPkg('rpm'), nfpm('rpm'), tools.rpmbuild(), tools.fpm('rpm')),
    of('apk', 'apk', jacoPkg('apk'), nfpm('apk')),
    of('archlinux', 'Arch', jacoPkg('archlinux'), nfpm('archlinux')),
    of('ipk', 'ipk', jacoPkg('ipk'), nfpm('ipk')),
    of('tarball', 'tar.gz', jacoPkg('tarball'), pigz),
    of('three', 'deb+rpm+apk', tools.jacoPkg(THREE), tools.nfpm(THREE), pigz),
    of(
      'four',
      'deb+rpm+apk+tar.gz',
      tools.jacoPkg([...THREE, 'tarball']),
      withTarball(tools.nfpm(THREE), pigz),
    ),
  ];
}

function release(places: Places): Workload {
  const tools = new Tools(places, 'release');
  return {
    id: 'release',
    title: 'release of J for two architectures',
    input: 'release',
    contenders: [tools.jacoPkgRelease(), tools.nfpm(THREE, { arches: ['amd64', 'arm64'] })],
  };
}

function ofSmallFiles(places: Places): Workload[] {
  const tools = new Tools(places, 'small-files');
  const { jacoPkg, nfpm } = bound(tools);
  const of = (id: string, ...contenders: Contender[]): Workload => {
    return { id: `small-${id}`, title: `20,000 files, ${id}`, input: 'small-files', contenders };
  };
  return [
    of('deb', jacoPkg('deb'), nfpm('deb'), tools.dpkgDeb('gzip', 6)),
    of('rpm', jacoPkg('rpm'), nfpm('rpm')),
    of('apk', jacoPkg('apk'), nfpm('apk')),
    { ...of('three', tools.jacoPkg(THREE), tools.nfpm(THREE)), title: '20,000 files, deb+rpm+apk' },
  ];
}

function electron(places: Places): Workload {
  const tools = new Tools(places, 'electron');
  return {
    id: 'electron',
    title: '200 MB application, deb+rpm+apk',
    input: 'electron',
    slow: true,
    contenders: [tools.jacoPkg(THREE), tools.nfpm(THREE)],
  };
}

function ofBig(places: Places): Workload[] {
  const tools = new Tools(places, 'big');
  const { jacoPkg, nfpm } = bound(tools);
  const of = (id: string, title: string, ...contenders: Contender[]): Workload => {
    return { id: `big-${id}`, title: `1 GiB, ${title}`, input: 'big', slow: true, contenders };
  };
  return [
    of('deb', 'deb', jacoPkg('deb'), nfpm('deb')),
    of('rpm', 'rpm', jacoPkg('rpm'), nfpm('rpm')),
    of('apk', 'apk', jacoPkg('apk'), nfpm('apk')),
    {
      ...of('three', 'deb+rpm+apk', tools.jacoPkg(THREE), tools.tar('pigz', '-6', '-p2')),
      // Minutes of the same once more.
      sum: { tool: 'nfpm', of: THREE.map((format) => `big-${format}`) },
    },
  ];
}

/** The two that every format has, for one format. */
function bound(tools: Tools) {
  return {
    jacoPkg: (format: Format) => tools.jacoPkg([format]),
    nfpm: (format: Format) => tools.nfpm([format]),
  };
}

/** What stands in for a tarball where a tool makes none. */
function withTarball(contender: Contender, tarball: Contender): Contender {
  return {
    tool: `${contender.tool}, ${tarball.tool}`,
    needs: [...contender.needs, ...tarball.needs],
    commands: [...contender.commands, ...tarball.commands],
  };
}
