import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { JacoPkgError } from '../../src/errors.ts';
import { output } from '../support/tools.ts';

/** What the projects of the tests are configured with, unless a test says otherwise. */
export const NFPM = `name: lamp
arch: \${PACKAGE_ARCH}
platform: \${PACKAGE_PLATFORM}
version: \${PACKAGE_VERSION}
maintainer: Lamp Makers <lamp@example.org>
homepage: https://lamp.example
license: MIT
description: A lamp
depends: [oil]
contents:
  - src: bin/\${PACKAGE_PLATFORM}-\${PACKAGE_ARCH}/lamp
    dst: /usr/bin/lamp
    expand: true
    file_info: { mode: 0755 }
  - src: LICENSE
    dst: /usr/share/licenses/lamp/LICENSE
    file_info: { mode: 0644 }
`;

export const SETTINGS = `release:
  formats: [deb, rpm, apk, tarball]
  targets:
    - arch: amd64
    - arch: arm64
    - { platform: darwin, arch: arm64, formats: [tarball] }
  files: [LICENSE]
  source: https://git.example/lamp
`;

export const TARGETS = ['linux-amd64', 'linux-arm64', 'darwin-arm64'];

/** Seconds since 1970: of every commit. */
export const COMMITTED = 1_750_000_000;

const IDENTITY = {
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@example.org',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@example.org',
  GIT_AUTHOR_DATE: `${COMMITTED} +0000`,
  GIT_COMMITTER_DATE: `${COMMITTED} +0000`,
  GIT_CONFIG_NOSYSTEM: '1',
};

export function git(cwd: string, ...args: string[]): string {
  return output('git', ['-c', 'init.defaultBranch=main', ...args], { cwd, env: IDENTITY });
}

/** A project with a program for each target, committed, and tagged v1.2.3 unless told otherwise. */
export function makeProject(
  root: string,
  files: Readonly<Record<string, string>> = {},
  tag = 'v1.2.3',
): string {
  const cwd = mkdtempSync(join(root, 'project-'));
  const programs = TARGETS.map((target) => [`bin/${target}/lamp`, `program for ${target}\n`]);
  const all: Record<string, string> = {
    'nfpm.yaml': NFPM,
    'jaco-pkg.yaml': SETTINGS,
    LICENSE: 'Do what you like.\n',
    '.gitignore': '/dist/\n/bin/\n',
    ...Object.fromEntries(programs),
    ...files,
  };
  for (const [name, content] of Object.entries(all)) write(cwd, name, content);
  git(cwd, 'init', '-q');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-q', '-m', 'first');
  if (tag !== '') git(cwd, 'tag', tag);
  return cwd;
}

export function write(cwd: string, name: string, content: string): void {
  const path = join(cwd, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  chmodSync(path, 0o644);
}

/** Names and bytes of everything in a folder. */
export function contentOf(folder: string): Record<string, string> {
  const names = readdirSync(folder).sort();
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'hex')]));
}

/** Codes and messages of the error that something ends in. */
export async function problemsOf(action: Promise<unknown>): Promise<string[]> {
  const error = await action.then(
    () => new Error('it went well'),
    (cause) => cause,
  );
  if (!(error instanceof JacoPkgError)) throw error;
  return error.problems.map(({ code, message }) => `${code}: ${message}`);
}
