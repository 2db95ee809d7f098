import { expect, test } from 'vitest';
import { inspect } from '../../../src/inspect/index.ts';
import { refusal } from '../sample.ts';

/** What it is, its bytes, and where the error is to say that the file is wrong. */
export type Case = readonly [what: string, bytes: Buffer, place: Readonly<Record<string, unknown>>];

/** A test for each: it is no package, and the error says where. */
export function refused(cases: readonly Case[]): void {
  test.each(cases)('%s', async (_, bytes, place) => {
    expect(await refusal(inspect(bytes))).toMatchObject({ code: 'package_malformed', ...place });
  });
}
