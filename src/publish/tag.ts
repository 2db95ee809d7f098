import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { JacoPkgError } from '../errors.ts';
import type { LocalFile } from './folder.ts';

/** What a provenance by `jaco-pkg release` says of the release; docs/release.md describes it. */
const provenance = z.object({
  predicate: z.object({
    buildDefinition: z.object({
      buildType: z.string().startsWith('pkg:npm/jaco-pkg#'),
      externalParameters: z.object({ version: z.string(), tag: z.string() }),
    }),
  }),
});

/**
 * A folder without a provenance, as other programs make it, may go to any tag; so may a snapshot to
 * one that is no version, such as `nightly`.
 * @param files of the release, verified
 * @throws JacoPkgError `publish_refused` where they are the release of another tag
 */
export async function assertTag(files: readonly LocalFile[], tag: string): Promise<void> {
  for (const { name, path } of files.filter((file) => file.name.endsWith('.provenance.json'))) {
    const made = parse(await readFile(path, 'utf8'));
    if (!made || made.tag === tag) continue;
    const isSnapshot = made.tag === '';
    if (isSnapshot && !/^v?[0-9]/.test(tag)) continue;
    const what = isSnapshot ? `a snapshot, ${made.version}` : `the release of ${made.tag}`;
    throw new JacoPkgError({
      code: 'publish_refused',
      message: `the folder is ${what}, and the tag is ${tag}`,
      place: { file: name },
      hint: isSnapshot
        ? `make the release of ${tag}, or choose a tag that is no version`
        : `publish it as ${made.tag}, or make the release of ${tag}`,
    });
  }
}

/** Undefined for what another program made. */
function parse(text: string): { readonly tag: string; readonly version: string } | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return provenance.safeParse(value).data?.predicate.buildDefinition.externalParameters;
}
