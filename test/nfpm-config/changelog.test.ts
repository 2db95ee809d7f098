import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scratchFolder } from '../support/tools.ts';
import { messagesOf, problemsOf, recipeText } from './support.ts';

const here = new URL('.', import.meta.url).pathname;
const scratch = scratchFolder();

test('is read in the order of the file', () => {
  expect(recipeText('changelog: changelog.yaml\n', 'deb', { cwd: here }).changelog).toEqual([
    {
      version: '1.4.0',
      time: 1709209800,
      packager: 'Apple Tree <apple@orchard.example>',
      notes: ['a ladder\nwith steps', 'a basket'],
      urgency: 'high',
      distributions: ['bookworm', 'trixie'],
    },
    {
      version: '1.3.0-rc.1',
      time: 1699246799,
      packager: 'Pear Tree <pear@orchard.example>',
      notes: [],
      urgency: 'low',
      distributions: ['unstable'],
    },
  ]);
});

test('may be empty', () => {
  writeFileSync(join(scratch, 'empty.yaml'), '');
  expect(recipeText('changelog: empty.yaml\n', 'rpm', { cwd: scratch }).changelog).toEqual([]);
});

describe('is refused', () => {
  const entry = (yaml: string) => `- semver: 1.0.0\n  date: 2024-01-01\n  packager: a\n${yaml}`;

  test.each([
    ['a mapping', 'semver: 1\n', ['log.yaml:1:1: a changelog must be a list, not a mapping']],
    ['an item that is text', '- foo\n', ['log.yaml:1:3 [0]: [0] must be a mapping, not foo']],
    [
      'an item without the rest',
      '- changes: []\n',
      [
        'log.yaml:1:3 [0].semver: semver must be given',
        'log.yaml:1:3 [0].date: date must be given',
        'log.yaml:1:3 [0].packager: packager must be given',
      ],
    ],
    [
      'a date',
      entry('').replace('2024-01-01', 'May'),
      [
        'log.yaml:2:9 [0].date: date must be a time with date and zone (RFC 3339), not May (for example 2009-11-10T23:00:00Z)',
      ],
    ],
    [
      'changes',
      entry('  changes: many\n'),
      ['log.yaml:4:12 [0].changes: changes must be a list, not many'],
    ],
    [
      'a deb block',
      entry('  deb: many\n'),
      ['log.yaml:4:8 [0].deb: deb must be a mapping, not many'],
    ],
    [
      'an empty change',
      entry('  changes: [~]\n'),
      ['log.yaml:4:13 [0].changes[0]: changes[0] must be a mapping, not empty'],
    ],
    [
      'YAML',
      '- [\n',
      [
        'log.yaml:2:1: invalid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
      ],
    ],
  ])('%s', (_title, content, messages) => {
    writeFileSync(join(scratch, 'log.yaml'), content);
    const action = () => recipeText('changelog: log.yaml\n', 'deb', { cwd: scratch });
    expect(messagesOf(action)).toEqual(messages);
    expect(new Set(problemsOf(action).map(({ code }) => code))).toEqual(
      new Set(['changelog_invalid']),
    );
  });

  test('when it is not there', () => {
    const action = () => recipeText('changelog: news/list.yaml\n', 'rpm', { cwd: scratch });
    expect(problemsOf(action)).toMatchObject([{ code: 'changelog_invalid' }]);
    expect(messagesOf(action)).toEqual([
      'nfpm.yaml:2:12 changelog: cannot read the changelog news/list.yaml: there is no such file',
    ]);
  });

  test('when it is a folder', () => {
    expect(messagesOf(() => recipeText('changelog: .\n', 'deb', { cwd: scratch }))).toEqual([
      'nfpm.yaml:2:12 changelog: cannot read the changelog .: it is a folder',
    ]);
  });
});
