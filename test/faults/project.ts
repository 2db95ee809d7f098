// What is built, again and again, while something goes wrong.
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { machineCode } from '../support/samples.ts';

const CONFIG = `
name: sundial
arch: amd64
version: 1.2.3
maintainer: Sun Dial <sun@dial.example>
description: Tells the time by daylight
license: MIT
mtime: 2023-11-14T22:13:20Z
contents:
  - { src: bin/sundial, dst: /usr/bin/sundial }
  - { src: sundial.conf, dst: /etc/sundial.conf, type: config }
scripts: { postinstall: after.sh }
`;

export const FORMATS = 'deb,rpm,srpm,apk,archlinux,ipk,tarball';

/** A project with something to package. */
export function makeProject(folder: string): string {
  mkdirSync(join(folder, 'bin'), { recursive: true });
  writeFileSync(join(folder, 'nfpm.yaml'), CONFIG);
  writeFileSync(join(folder, 'bin/sundial'), machineCode(600_000), { mode: 0o755 });
  writeFileSync(join(folder, 'sundial.conf'), 'latitude = 52\n');
  writeFileSync(join(folder, 'after.sh'), '#!/bin/sh\nset -e\n');
  for (const name of ['out', 'tmp']) mkdirSync(join(folder, name));
  return folder;
}

/** A copy of a folder, to be spoiled. */
export function copyOf(folder: string, below: string): string {
  const copy = mkdtempSync(join(below, 'run-'));
  cpSync(folder, copy, { recursive: true, preserveTimestamps: true });
  return copy;
}

/** Every file of a folder by its name, each by a digest of its bytes. */
export function filesOf(folder: string): Map<string, string> {
  const names = readdirSync(folder, { withFileTypes: true, recursive: true });
  const files = names.filter((one) => one.isFile());
  return new Map(
    files.map((one) => {
      const bytes = readFileSync(join(one.parentPath, one.name));
      const path = join(one.parentPath, one.name).slice(folder.length + 1);
      return [path, createHash('sha256').update(bytes).digest('hex')] as const;
    }),
  );
}

/** Names that nobody but a run that was killed may leave. */
export function temporaryIn(folder: string): string[] {
  return readdirSync(folder).filter((name) => /jaco-pkg.*\.(tmp|spool)$/.test(name));
}
