// The checks and dpkg's own verdict, case by case.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { controlFile } from '../../src/deb/control.ts';
import { deb } from '../../src/deb/index.ts';
import { needs, run, scratchFolder } from '../support/tools.ts';
import {
  badFields,
  badNames,
  badRelationFields,
  badRelations,
  goodFields,
  goodNames,
  goodRelations,
  oddFields,
} from './limit-cases.ts';
import { type DebPlan, debPackage } from './make-deb.ts';

needs('dpkg-deb')('dpkg', () => {
  const folder = scratchFolder();

  /** What it says of our control file: '' when it takes it. */
  function verdict(plan: DebPlan): string {
    const tree = join(folder, 'tree');
    mkdirSync(join(tree, 'DEBIAN'), { recursive: true });
    writeFileSync(join(tree, 'DEBIAN/control'), controlFile(debPackage(plan), 0));
    const { status, stderr } = run('dpkg-deb', ['--build', tree, join(folder, 'verdict.deb')]);
    return status === 0 ? '' : stderr;
  }

  test.each([...goodRelations, ...badRelations.map(([item]) => item)])(
    'is of the same mind about %j',
    (item) => {
      const plan = { relations: { depends: [item] } };
      const said = verdict(plan);
      expect(deb.check(debPackage(plan), []).length === 0, said).toBe(said === '');
    },
  );

  test.each(badRelationFields)('refuses %s too', (_, plan) => {
    expect(verdict(plan)).not.toBe('');
  });

  test.each(badFields)('refuses %o too', (plan) => expect(verdict(plan)).not.toBe(''));

  test.each(goodFields)('takes %o too', (plan) => expect(verdict(plan)).toBe(''));

  test.each(oddFields)('would take %o', (plan) => expect(verdict(plan)).toBe(''));

  test('is of the same mind about names', () => {
    const valid = (name: string) => run('dpkg', ['--validate-pkgname', name]).status === 0;
    expect([...goodNames, ...badNames].filter(valid)).toEqual(goodNames);
  });
});
