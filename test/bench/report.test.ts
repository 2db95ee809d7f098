import { describe, expect, test } from 'vitest';
import { withPart } from '../../bench/report/docs.ts';
import { historyText } from '../../bench/report/history.ts';
import { megabytes, seconds, times } from '../../bench/report/numbers.ts';
import { markdownTable, plainTable, rowsOf } from '../../bench/report/table.ts';
import type { Session } from '../../bench/session.ts';
import { result, titles } from './result.ts';

const results = [
  result(),
  result({ tool: 'nfpm', wall: 7, size: 11e6 }),
  result({ workload: 'j-rpm', tool: 'tar | pigz', wall: 0.061234 }),
];

test('numbers have about three digits', () => {
  expect([0.0612, 3.314, 86.44].map(seconds)).toEqual(['0.061', '3.31', '86.4']);
  expect([1400, 2.25e6, 14.95e6, 133.4e6].map(megabytes)).toEqual([
    '1.4 kB',
    '2.25 MB',
    '14.9 MB',
    '133 MB',
  ]);
  expect([0.984, 1.131, 5.24, 12.4].map(times)).toEqual(['0.98×', '1.13×', '5.2×', '12×']);
});

describe('the table', () => {
  test('compares each tool with jaco-pkg on the same workload, and with nothing else', () => {
    const [, ours, nfpm, pigz] = rowsOf(results, titles);
    expect(ours?.slice(0, 3)).toEqual(['J, deb', 'jaco-pkg', '2.00']);
    expect(ours?.slice(6, 8)).toEqual(['', '']);
    expect(nfpm?.slice(0, 2)).toEqual(['', 'nfpm']);
    expect(nfpm?.slice(6, 8)).toEqual(['3.5×', '1.10×']);
    expect(pigz?.slice(6, 8)).toEqual(['', '']);
  });

  test('has columns that are as wide as their widest cell', () => {
    const lines = plainTable(rowsOf(results, titles)).trimEnd().split('\n');
    expect(lines).toHaveLength(4);
    expect(new Set(lines.map((line) => line.length)).size).toBe(1);
  });

  test('of Markdown keeps a bar in a cell from being one between cells', () => {
    const lines = markdownTable(rowsOf(results, titles)).trimEnd().split('\n');
    expect(lines[1]).toMatch(/^\| --- \| --- \| ---: /);
    const bars = lines.map((line) => line.replaceAll('\\|', '').split('|').length);
    expect(new Set(bars)).toEqual(new Set([11]));
  });
});

test('history reads back as what was written, a line per result', () => {
  const session: Session = {
    date: '2026-01-02',
    commit: '0123456789',
    machine: { cpu: 'A "fast" one', cores: 2, memoryGiB: 8, system: 'Debian, Linux 6.1, x64' },
    versions: { node: '20.0.0' },
    results,
  };
  const text = historyText([session, session]);
  const [, second] = JSON.parse(text);
  expect(second).toEqual({
    ...session,
    results: results.map((each) => ({ ...each, wall: Math.round(each.wall * 1000) / 1000 })),
  });
  expect(text.split('\n').filter((line) => line.includes('"tool"'))).toHaveLength(6);
});

describe('a part of a page', () => {
  const page = 'before\n<!-- measured -->\nold\n<!-- /measured -->\nafter\n';

  test('is replaced, and nothing else, as often as need be', () => {
    const once = withPart(page, 'measured', 'new $& part\n');
    expect(once).toBe('before\n<!-- measured -->\nnew $& part\n<!-- /measured -->\nafter\n');
    expect(withPart(once, 'measured', 'new $& part\n')).toBe(once);
  });

  test('must be marked', () => {
    expect(() => withPart('text', 'measured', '')).toThrow('<!-- measured -->');
  });
});
