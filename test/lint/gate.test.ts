import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { deb } from '../../src/deb/index.ts';
import { extensionsFrom } from '../../src/extensions/index.ts';
import { openGate } from '../../src/lint/index.ts';
import { written } from '../inspect/sample.ts';
import { scratchFolder } from '../support/tools.ts';

const path = join(scratchFolder(), 'temporary');

test('a package that was written is judged under the name that it will have', async () => {
  writeFileSync(path, await written(deb));
  const gate = openGate('errors', extensionsFrom());
  await expect(gate.built(path, '/out/sundial.deb')).rejects.toMatchObject({
    code: 'lint_failed',
    problems: [
      {
        message: 'copyright-missing: there is no /usr/share/doc/sundial/copyright',
        place: { file: 'sundial.deb' },
      },
    ],
  });
});

test('what is allowed does not end the build', async () => {
  writeFileSync(path, await written(deb));
  const allow = [{ id: 'copyright-missing', reason: 'a sample' }];
  const gate = openGate('errors', extensionsFrom({ lint: { allow } }));
  await gate.built(path, '/out/sundial.deb');
  expect(gate.warnings().map(({ code }) => code)).toContain('lint_warning');
});
