import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { deb } from '../../src/deb/index.ts';
import { Store } from '../../src/ingest/store.ts';
import type { Input } from '../../src/model/entry.ts';
import type { Source } from '../../src/model/segment.ts';
import { bytesOf } from '../support/kit.ts';
import { file } from '../support/package.ts';
import { needs, output, scratchFolder } from '../support/tools.ts';
import { debPackage, withParents } from './make-deb.ts';

/** Lines that compress, but to more than one chunk of the compressor. */
const content = Buffer.from(
  Array.from({ length: 200_000 }, (_, line) => `${(line * 7919) % 65_521} shadows\n`).join(''),
);

needs('dpkg-deb')('a package of spliced fragments', () => {
  const folder = scratchFolder();

  test('is extracted by dpkg-deb, every digest right', async () => {
    const pkg = debPackage();
    const store = new Store({ memory: 1 << 20 });
    const input: Input = { kind: 'memory', name: 'shadows', bytes: content };
    const needed = { digests: deb.fileDigests, codecs: [pkg.compression] };
    const body = (await store.ingest([input], needed)).get(input) as Source;
    const entries = ['/opt/first', '/opt/second'].map((path) =>
      file(path, '', { body, size: body.size }),
    );
    const small = file('/opt/between', 'a small one\n');
    const path = join(folder, 'spliced.deb');
    const layout = await deb.assemble(pkg, withParents([...entries, small]), store);
    writeFileSync(path, await bytesOf(layout));
    await store.close();

    const into = join(folder, 'extracted');
    output('dpkg-deb', ['--raw-extract', path, into]);
    expect(output('md5sum', ['--check', '--strict', 'DEBIAN/md5sums'], { cwd: into })).toBe(
      'opt/between: OK\nopt/first: OK\nopt/second: OK\n',
    );
  });
});
