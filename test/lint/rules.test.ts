import { describe, expect, test } from 'vitest';
import { judge } from '../../src/lint/judge.ts';
import { RULES } from '../../src/lint/rules/index.ts';
import { CODE } from './cases/code.ts';
import { FILES } from './cases/files.ts';
import { METADATA } from './cases/metadata.ts';
import { PLACES } from './cases/places.ts';
import { type Change, subject } from './subjects.ts';

const CASES = { ...METADATA, ...PLACES, ...FILES, ...CODE };

const idsOf = (change: Change) => judge(subject(change)).map(({ id }) => id);

test('every rule has cases, and every case a rule', () => {
  expect(Object.keys(CASES).sort()).toEqual(RULES.map(({ id }) => id).sort());
});

describe.each(['apk', 'archlinux', 'deb', 'ipk', 'rpm'] as const)('%s', (format) => {
  test('has nothing wrong in a good package', () => {
    expect(judge(subject({ format }))).toEqual([]);
  });
});

describe.each(Object.entries(CASES))('%s', (id, { bad, good }) => {
  test.each(bad)('is found: %j', (change) => {
    expect(idsOf(change)).toContain(id);
  });

  test.each(good)('is not found: %j', (change) => {
    expect(idsOf(change)).not.toContain(id);
  });
});

test('a package without a licence is named as one', () => {
  const without = ['/usr/share/doc/sundial/copyright', '/usr/share/licenses/sundial/LICENSE'];
  expect(judge(subject({ format: 'archlinux', without }))).toMatchObject([
    { message: 'the archlinux package has no file with its licence' },
  ]);
});

describe('the table', () => {
  test('has each id once, in words with hyphens', () => {
    const ids = RULES.map(({ id }) => id);
    expect(ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
    expect([...new Set(ids)]).toEqual(ids);
  });

  test.each(RULES)('says of $id why, and what to do', ({ why, fix, formats }) => {
    expect(why).toMatch(/^\S.{30,}[.]$/s);
    expect(fix).toMatch(/^\S.{5,}[^.]$/s);
    expect(formats.length).toBeGreaterThan(0);
  });
});
