import { describe, expect, test } from 'vitest';
import { deb } from '../../src/deb/index.ts';
import type { ChangelogEntry } from '../../src/model/package.ts';
import { dir, file, symlink } from '../support/package.ts';
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

const problems = (plan: DebPlan) => deb.check(debPackage(plan), []);

describe('relations', () => {
  test.each(goodRelations)('%j passes', (item) => {
    expect(problems({ relations: { depends: [item] } })).toEqual([]);
  });

  test.each(badRelations)('%j is refused', (item, message, hint = /.*/) => {
    const found = problems({ relations: { depends: ['fine', item] } });
    expect(found).toMatchObject([
      { code: 'relation_invalid', place: { file: 'nfpm.yaml', key: 'depends[1]' } },
    ]);
    expect(found[0]?.message).toMatch(message);
    expect(found[0]?.hint ?? '').toMatch(hint);
  });

  test('are written without alternatives where there are none', () => {
    expect(problems({ relations: { conflicts: ['a | b'] } })).toMatchObject([
      { hint: 'write name, or name (>= 1.2)' },
    ]);
  });

  test('blank items say nothing and are left out', () => {
    expect(problems({ deb: { breaks: ['', ' '], predepends: [''] } })).toEqual([]);
  });

  test.each(badRelationFields)('%s is looked at', (key, plan) => {
    expect(problems(plan)).toMatchObject([{ code: 'relation_invalid', place: { key } }]);
  });
});

describe('package name', () => {
  test.each(goodNames)('%j passes', (name) => expect(problems({ name })).toEqual([]));

  test.each(badNames)('%j is refused', (name) => {
    expect(problems({ name })).toMatchObject([{ code: 'name_invalid', place: { key: 'name' } }]);
  });
});

describe('fields', () => {
  test.each(goodFields)('%o passes', (plan) => expect(problems(plan)).toEqual([]));

  test.each([...badFields, ...oddFields])('%o is refused', (plan, code, key, message) => {
    const found = problems(plan);
    expect(found).toMatchObject([{ code, place: { key } }]);
    expect(found[0]?.message).toMatch(message);
  });
});

describe('triggers', () => {
  const named = (name: string) => ({
    deb: { triggers: [{ directive: 'interest-noawait', names: ['/fine', name] }] },
  });

  test.each(['/usr/share/x', 'ldconfig', 'a-b.c', 'UPPER', '9a', '/a,b', '/x/../y'])(
    '%j passes',
    (name) => {
      expect(problems(named(name))).toEqual([]);
    },
  );

  test.each([
    ...[
      '',
      'a b',
      'a\nb',
      'é',
      'usr/share/x',
      'a_b',
      './y',
      '//z',
      '/a//b',
      '/t/',
      '/',
      '#a',
      'a:b',
    ],
    ...['a~b', '-a', '$FOO'],
  ])('%j is refused', (name) => {
    expect(problems(named(name))).toMatchObject([
      { code: 'name_invalid', place: { key: 'deb.triggers.interest_noawait[1]' } },
    ]);
  });
});

describe('changelog', () => {
  const entry: ChangelogEntry = {
    version: '1.0',
    time: 0,
    packager: '',
    notes: [],
    urgency: '',
    distributions: [],
  };

  test.each<[Partial<ChangelogEntry>, RegExp]>([
    [{ version: '' }, /version ""/],
    [{ version: '1 (2)' }, /version "1 \(2\)"/],
    [{ distributions: ['a;b'] }, /distribution "a;b"/],
    [{ urgency: 'very high' }, /urgency "very high"/],
    [{ urgency: 'a,b', version: '' }, /version "" and urgency "a,b"/],
  ])('%o is refused', (change, message) => {
    const found = problems({ changelog: [{ ...entry, ...change }] });
    expect(found).toMatchObject([{ code: 'format_limit', place: { key: 'changelog' } }]);
    expect(found[0]?.message).toMatch(message);
  });

  test('what it leaves out is no fault', () => {
    expect(problems({ changelog: [entry] })).toEqual([]);
  });
});

describe('entries', () => {
  const planned = (path: string, change = {}) => {
    const { body: _, ...rest } = file(path, '', change);
    const body = { kind: 'memory', name: path, bytes: new Uint8Array() } as const;
    return { ...rest, body };
  };
  const long = (length: number) => `/etc/${'x'.repeat(length - 5)}`;

  test.each([
    planned('/etc/a b'),
    planned('/etc/ends with a blank '),
    planned(long(5000)),
    planned(long(996), { role: 'config' }),
    planned('/etc/a', { owner: 'x'.repeat(31), group: 'x'.repeat(31) }),
    { ...dir('/a\nb'), type: 'ghost' as const },
  ])('$path passes', (entry) => {
    expect(deb.check(debPackage(), [entry])).toEqual([]);
  });

  test.each([
    [planned('/etc/a\nb'), 'content_path', /line by line/],
    [dir('/etc/a\nb'), 'content_path', /line by line/],
    [symlink('/etc/a\nb', 'x'), 'content_path', /line by line/],
    [planned(long(997), { role: 'config' }), 'content_path', /has 997 bytes, dpkg takes 996/],
    [planned('/etc/blank ', { role: 'config' }), 'content_path', /cuts blanks off the end/],
    [
      planned('/a', { owner: 'x'.repeat(32) }),
      'format_limit',
      /belongs to x{32}:root, and tar has 31 bytes/,
    ],
    [
      dir('/a', { group: 'ü'.repeat(16) }),
      'format_limit',
      /belongs to root:ü{16}, and tar has 31 bytes/,
    ],
  ] as const)('%o is refused', (entry, code, message) => {
    const found = deb.check(debPackage(), [entry]);
    expect(found).toMatchObject([{ code, place: entry.place }]);
    expect(found[0]?.message).toMatch(message);
  });

  test('everything wrong is reported at once', () => {
    const pkg = debPackage({ name: '-', arch: 'x', maintainer: 'a\nb' });
    expect(deb.check(pkg, [planned('/a\nb'), planned('/c\nd')]).map(({ code }) => code)).toEqual([
      'name_invalid',
      'arch_unknown',
      'format_limit',
      'content_path',
      'content_path',
    ]);
  });
});
