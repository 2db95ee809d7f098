import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { holderText, lives, ownHolder, parseHolder } from '../../src/holder.ts';

const own = { ...ownHolder(), machine: 'm', boot: 'b', space: 's' };
const dead = spawnSync(process.execPath, ['-e', '']).pid;

test('a holder is what its text says', () => {
  expect(parseHolder(holderText(ownHolder()))).toEqual(ownHolder());
});

test('this process lives, and has whatever a system can tell', () => {
  const { machine: _, ...known } = ownHolder();
  expect(lives(ownHolder())).toBe(true);
  if (process.platform === 'linux') expect(Object.values(known)).not.toContain('');
});

describe('a process', () => {
  test.each([
    ['that has ended', { pid: dead }],
    ['that had this one’s number before', { started: '1' }],
    ['of another boot of this machine', { boot: 'earlier' }],
  ])('%s does not live', (_, parts) => {
    expect(lives({ ...own, ...parts }, own)).toBe(false);
  });

  test.each([
    ['of another container', { pid: dead, space: 'other' }, {}],
    ['of another machine', { pid: dead, machine: 'other' }, {}],
    ['of another machine and boot', { pid: dead, machine: 'other', boot: 'other' }, {}],
    ['of another boot, where machines have no names', { boot: 'o', machine: '' }, { machine: '' }],
    ['of a boot that it did not know', { pid: dead, boot: '' }, {}],
    ['found by one that does not know its own boot', { pid: dead }, { boot: '' }],
    ['whose start is not known', { pid: process.pid, started: '' }, {}],
  ])('%s may live', (_, parts, ownParts) => {
    expect(lives({ ...own, ...parts }, { ...own, ...ownParts })).toBe(true);
  });
});
