import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { apk } from '../../src/apk/index.ts';
import { Store } from '../../src/ingest/store.ts';
import type { Input } from '../../src/model/entry.ts';
import { bytesOf } from '../support/kit.ts';
import { dir, file, packageOf } from '../support/package.ts';
import { needs, scratchFolder } from '../support/tools.ts';
import { pkginfoOf, readApk } from './read-apk.ts';
import { Root } from './root.ts';

const folder = scratchFolder();
const store = new Store({ memory: 1 << 20 });
afterAll(() => store.close());

/** Some of it compresses and some does not; large enough for several fragments. */
const large = Buffer.concat([Buffer.alloc(3 << 20, 'sun and shadow '), randomBytes(1 << 20)]);

/** A package of a large file and small ones around it, compressed as in a build. */
async function splicedApk(): Promise<string> {
  const pkg = packageOf('apk');
  const contents = { '/opt/a': 'small', '/opt/b': large, '/opt/c': 'small too', '/opt/d': large };
  const inputs = Object.entries(contents).map(([path, content]) => {
    const bytes = Buffer.from(content);
    return { path, input: { kind: 'memory', name: path, bytes } satisfies Input };
  });
  const needs = { digests: apk.fileDigests, codecs: [pkg.compression] };
  const sources = await store.ingest(
    inputs.map(({ input }) => input),
    needs,
  );
  const files = inputs.flatMap(({ path, input }) => {
    const body = sources.get(input);
    return body ? [file(path, '', { size: body.size, body })] : [];
  });
  const path = join(folder, 'spliced.apk');
  writeFileSync(path, await bytesOf(await apk.assemble(pkg, [dir('/opt'), ...files], store)));
  return path;
}

test('a section of spliced fragments is one gzip member', async () => {
  const sections = await readApk(readFileSync(await splicedApk()));
  expect(sections).toHaveLength(2);
  const [, data] = sections;
  const hash = createHash('sha256')
    .update(data?.bytes ?? '')
    .digest('hex');
  expect(pkginfoOf(sections)).toContain(`datahash = ${hash}`);
  const sizes = data?.entries.map(({ content }) => content.length);
  expect(sizes).toEqual([0, 5, large.length, 9, large.length]);
});

describe.each(['apk', 'apk3'])('%s', (program) => {
  needs(program, 'busybox', 'root').test('installs it', async () => {
    const root = new Root(program, folder);
    expect(root.apk('add', await splicedApk())).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(root.in('opt/b')).equals(large)).toBe(true);
    expect(readFileSync(root.in('opt/d')).equals(large)).toBe(true);
    expect(root.audit()).toBe('');
  });
});
