// Packages of few bytes whose reading would take a careless reader minutes or gigabytes: each is
// read, or refused, within the bounds that the fuzzer has.
import { describe, expect, test } from 'vitest';
import { scratchFolder } from '../../support/tools.ts';
import { compiledInspect } from './apart.ts';
import { TAR_END, tarMember } from './make.ts';

/** Of a processor; the start of the process and a slow machine need their part of it. */
const MAX_SECONDS = 4;
const MAX_MIB = 256;

const inspectApart = compiledInspect(scratchFolder());

type Case = readonly [what: string, bytes: () => Uint8Array, result: string];

const CASES: readonly Case[] = [
  [
    'a size below nothing of what describes the first member of a tar archive',
    () => Buffer.concat([tarMember({ type: 'x', size: '-0000001000' }), TAR_END]),
    'package_malformed',
  ],
];

describe('a package is no burden, whatever there is of', () => {
  test.each(CASES)('%s', (_, bytes, result) => {
    const cost = inspectApart(bytes());
    expect(cost.result).toBe(result);
    expect(cost.seconds).toBeLessThan(MAX_SECONDS);
    expect(cost.mib).toBeLessThan(MAX_MIB);
  });
});
