import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JacoPkgError } from '../../src/errors.ts';
import { FORMATS, formatNamed } from '../../src/formats.ts';
import { judge, subjectOfPackage } from '../../src/lint/index.ts';
import { written } from '../inspect/sample.ts';

const sample = (name: string) => written(formatNamed(name));
const READ = FORMATS.map(({ name }) => name).filter((name) => name !== 'msix');

describe.each(READ)('%s', (name) => {
  test('is judged as it was read', async () => {
    const findings = judge(await subjectOfPackage(await sample(name), { name: 'sundial' }));
    expect(findings.every(({ place }) => place.file === 'sundial')).toBe(true);
    // The program of the sample is set-user-id; source rpms have no such files.
    expect(findings.some(({ id }) => id === 'setuid-file')).toBe(name !== 'srpm');
  });

  test('is judged or refused when it is damaged', async () => {
    const bytes = await sample(name);
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
        const changed = Buffer.from(bytes);
        for (const [at, byte] of changes) changed[at] = byte;
        try {
          judge(await subjectOfPackage(changed));
        } catch (error) {
          if (!(error instanceof JacoPkgError)) throw error;
        }
      }),
      { numRuns: 40 },
    );
  });
});
