// Packages with many faults, judged by lint and by lintian or rpmlint: what one of the two says,
// the other has to say of the same file, unless it is known why not.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { build, type FormatName } from '../../src/index.ts';
import { judge, RULES, subjectOfPackage } from '../../src/lint/index.ts';
import { needs, output, run, scratchFolder } from '../support/tools.ts';

const data = (dst: string, content: string | Uint8Array = 'x\n', mode = 0o644) => ({
  dst,
  data: content,
  file_info: { mode },
});
const symlink = (dst: string, src: string) => ({ dst, src, type: 'symlink' }) as const;
const config = (dst: string) => ({ ...data(dst), type: 'config' }) as const;
const SCRIPT = '#!/bin/sh\n';
const UNIT =
  '[Unit]\nDescription=x\nAfter=syslog.target\n[Service]\nPIDFile=/var/run/x\nExecStart=/x\n';

const CONFIG = {
  name: 'faulty',
  arch: 'amd64',
  version: '1.2.3',
  release: '1',
  section: 'tools',
  priority: 'extra',
  maintainer: 'Sun Dial <sun@dial.example>',
  description: `Faulty is a program.\nFaulty is a program\n${'x'.repeat(90)}`,
  homepage: 'dial.example',
  license: 'MIT',
  mtime: '2023-11-14T22:13:20Z',
  contents: [
    data('/etc/plain.conf'),
    config('/etc/replaced.conf'),
    config('/usr/share/faulty/c.conf'),
    data('/usr/bin/su-it', SCRIPT, 0o4755),
    data('/usr/bin/not-run', SCRIPT, 0o644),
    data('/usr/bin/odd-mode', SCRIPT, 0o700),
    data('/usr/lib/faulty/no-program', 'data', 0o755),
    data('/usr/share/faulty/world', 'w\n', 0o666),
    data('/usr/share/faulty/secret', 's\n', 0o600),
    { dst: '/usr/share/faulty/dir', type: 'dir', file_info: { mode: 0o700 } } as const,
    data('/usr/local/share/x'),
    data('/opt/faulty/x'),
    data('/tmp/x'),
    data('/home/ann/x'),
    data('/var/run/faulty/x'),
    data('/usr/share/faulty/.gitignore'),
    data('/usr/share/faulty/backup~'),
    data('/usr/share/info/dir'),
    data('/usr/share/man/man1/plain.1', '.TH x 1\n'),
    data('/usr/share/man/man1/other.8.gz', gzipSync('.TH x 8\n')),
    data('/etc/systemd/system/own.service', UNIT),
    data('/usr/lib/systemd/system/faulty.service', UNIT),
    symlink('/usr/lib/faulty/absolute', '/usr/lib/faulty/no-program'),
    symlink('/usr/lib/faulty/beyond', '../../../../../x'),
    symlink('/usr/share/man/man1/link.1', 'other.8.gz'),
    data('/usr/share/faulty/program', '', 0o755),
  ],
  scripts: { postinstall: { data: `${SCRIPT}systemctl start x\n[[ -f x ]] && :\n` } },
} as const;

/** The package in a format; its program is one of this machine. */
async function built(format: FormatName): Promise<string> {
  const target = `${scratchFolder()}/`;
  const contents = CONFIG.contents.map((item) => {
    const isProgram = item.dst === '/usr/share/faulty/program';
    return isProgram ? { ...item, data: readFileSync('/bin/true') } : item;
  });
  const { artifacts } = await build({
    config: { ...CONFIG, contents },
    packagers: [format],
    target,
  });
  return artifacts[0]?.path ?? '';
}

type Tool = 'lintian' | 'rpmlint';

interface Said {
  readonly tag: string;
  /** '' for what is about the package as a whole. */
  readonly path: string;
}

const slashed = (path: string) => `/${path.replace(/^\/|\/$/g, '')}`;

/** `W: faulty: file-in-usr-local [usr/local/share/x]` */
function lintianSays(path: string): Said[] {
  const { stdout } = run('lintian', ['--allow-root', '--display-info', '--pedantic', path]);
  return [...stdout.matchAll(/^[EWIP]: \S+: (\S+)(?:.*\[(.*?)(?::\d+)?\]$)?/gm)].map(
    ([, tag = '', file = '']) => ({
      tag,
      path: /^(?!DEBIAN)\S*\//.test(file) ? slashed(file) : '',
    }),
  );
}

/** `faulty.x86_64: E: setuid-binary /usr/bin/su-it root 4755` */
function rpmlintSays(path: string): Said[] {
  const { stdout } = run('rpmlint', [path]);
  return [...stdout.matchAll(/^\S+: [EWI]: (\S+)(?: (\/\S+))?/gm)].map(
    ([, tag = '', file = '']) => ({ tag, path: file }),
  );
}

/** How much they agree on; and what one says and the other does not, as `tag path`. */
async function compared(tool: Tool, path: string) {
  const theirs = tool === 'lintian' ? lintianSays(path) : rpmlintSays(path);
  const tagsOf = new Map(RULES.map(({ id, sameAs }) => [id, sameAs?.[tool] ?? []]));
  const ours = judge(await subjectOfPackage(path)).map(({ id, path: file = '' }) => ({
    id,
    tags: tagsOf.get(id) ?? [],
    path: file.startsWith('/') ? file : '',
  }));
  const known = new Set([...tagsOf.values()].flat());
  const fits = (a: string, b: string) =>
    a === '' || b === '' || a === b || b.startsWith(`${a}/`) || a.startsWith(`${b}/`);
  const onlyTheirs = theirs.filter(
    ({ tag, path: file }) =>
      known.has(tag) && !ours.some((one) => one.tags.includes(tag) && fits(file, one.path)),
  );
  const onlyOurs = ours.filter(
    ({ tags, path: file }) =>
      tags.length > 0 &&
      !theirs.some(({ tag, path: other }) => tags.includes(tag) && fits(file, other)),
  );
  const agreed = ours.length - onlyOurs.length;
  const alone = [...onlyTheirs.map((one) => ({ ...one, id: one.tag })), ...onlyOurs];
  return { agreed, alone: alone.map(({ id, path: file }) => `${id} ${file}`.trim()).sort() };
}

const PICK =
  'of files that are the same, each tells one and the others behind it; lintian only of documents';

/** What one of the two says alone, and why. */
const ALONE: Readonly<Record<Tool, Readonly<Record<string, string>>>> = {
  lintian: {
    'duplicate-files /usr/bin/not-run': PICK,
    'duplicate-files /usr/share/faulty/.gitignore': PICK,
  },
  rpmlint: {
    'duplicate-files /usr/bin/not-run': PICK,
    'duplicate-files /usr/share/faulty/.gitignore': PICK,
    'files-duplicate /usr/bin/su-it': PICK,
    'dangling-relative-symlink /usr/lib/faulty/beyond': 'a link beyond the root is told as that',
    'non-readable /usr/bin/odd-mode': 'a program with odd permissions is told once',
    'non-standard-executable-perm /usr/bin/su-it': 'set-user-id is told as that',
  },
};

describe.each(['lintian', 'rpmlint'] as const)('%s', (tool) => {
  needs(tool).test('says the same', async () => {
    const { agreed, alone } = await compared(tool, await built(tool === 'lintian' ? 'deb' : 'rpm'));
    expect(agreed).toBeGreaterThan(30);
    expect(alone).toEqual(Object.keys(ALONE[tool]).sort());
  });
});

describe('names of others', () => {
  const named = (tool: Tool) => RULES.flatMap(({ sameAs }) => sameAs?.[tool] ?? []);

  needs('lintian').test('are tags of lintian', () => {
    const tags = new Set(output('lintian-explain-tags', ['--list-tags']).split('\n'));
    expect(named('lintian').filter((tag) => !tags.has(tag))).toEqual([]);
  });

  test('stand once with each rule', () => {
    const twice = RULES.filter(({ sameAs }) => {
      const all = [...(sameAs?.lintian ?? []), ...(sameAs?.rpmlint ?? [])];
      return new Set(sameAs?.lintian).size + new Set(sameAs?.rpmlint).size !== all.length;
    });
    expect(twice).toEqual([]);
  });
});
