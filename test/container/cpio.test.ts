import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect } from 'vitest';
import { cpioEnd, cpioMember } from '../../src/container/cpio.ts';
import { sizeOf } from '../../src/model/segment.ts';
import { bytesOf } from '../support/kit.ts';
import { needs, output, scratchFolder } from '../support/tools.ts';

const name = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
  .filter((text) => !/[\0/\n\\]|^\.\.?$/.test(text) && text !== 'TRAILER!!!');
const member = fc.record({ name, body: fc.uint8Array({ maxLength: 40 }) });
const members = fc.uniqueArray(member, { selector: (item) => item.name, maxLength: 8 });

needs('cpio').test('GNU cpio unpacks what was packed', async () => {
  const folder = scratchFolder();
  await fc.assert(
    fc.asyncProperty(members, async (list) => {
      const layout = list.flatMap(({ name: path, body }, i) =>
        cpioMember(
          { name: `./${path}`, mode: 0o100644, inode: i + 1, mtime: 1, size: body.length },
          body,
        ),
      );
      const archive = await bytesOf([...layout, cpioEnd()]);
      expect(archive.length).toBe(sizeOf([...layout, cpioEnd()]));
      expect(archive.length % 4).toBe(0);
      output('cpio', ['-idu', '--quiet'], { cwd: folder, input: archive });
      for (const { name: path, body } of list) {
        expect(readFileSync(join(folder, path)).equals(body)).toBe(true);
      }
    }),
    { numRuns: 30 },
  );
});
