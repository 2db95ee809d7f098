import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { output } from '../support/tools.ts';

const SPEC = new URL('gnomon.spec', import.meta.url).pathname;

/** Builds gnomon.spec, with its payloads compressed so; comes back with the folder. */
export function rpmbuild(top: string, payload: string): string {
  mkdirSync(top);
  const macros = [`_topdir ${top}`, `_binary_payload ${payload}`, `_source_payload ${payload}`];
  output('rpmbuild', ['-ba', ...macros.flatMap((macro) => ['--define', macro]), SPEC]);
  return top;
}

/** What was built, the source package too. */
export function builtRpms(top: string): string[] {
  const names = readdirSync(top, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.rpm')).map((name) => join(top, name));
}
