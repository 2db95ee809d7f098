import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JacoPkgError } from '../../src/errors.ts';
import { readSums, writeSums } from '../../src/release/sums.ts';
import { needs, output, run, scratchFolder } from '../support/tools.ts';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const A = hash('a');
const B = hash('b');

/** The list, or undefined when it is refused in the proper way. */
function accepted(text: string) {
  try {
    return readSums(text);
  } catch (error) {
    if (error instanceof JacoPkgError) return undefined;
    throw error;
  }
}

describe('writeSums', () => {
  test('sorts by bytes and escapes as sha256sum does', () => {
    const names = [
      '\u{1f600}',
      '\ufb01',
      'a b',
      'Z',
      'a',
      '*star',
      ' lead',
      'c\\d',
      'e\nf',
      'g\rh',
    ];
    expect(writeSums(names.map((name) => ({ name, sha256: A }))).replaceAll(A, '#')).toBe(
      [
        '#   lead',
        '#  *star',
        '#  Z',
        '#  a',
        '#  a b',
        '\\#  c\\\\d',
        '\\#  e\\nf',
        '\\#  g\\rh',
        '#  \ufb01',
        '#  \u{1f600}',
        '',
      ].join('\n'),
    );
  });

  test.each([
    ['nothing', []],
    [
      'a name twice',
      [
        { name: 'x', sha256: A },
        { name: 'x', sha256: B },
      ],
    ],
    ['a way out', [{ name: '../x', sha256: A }]],
    ['no name', [{ name: '', sha256: A }]],
    ['no digest', [{ name: 'x', sha256: 'abc' }]],
    ['half a surrogate pair', [{ name: '\ud800', sha256: A }]],
  ])('refuses %s', (_, sums) => {
    expect(() => writeSums(sums)).toThrow(expect.objectContaining({ code: 'sums_invalid' }));
  });
});

describe('readSums', () => {
  test('takes text and binary mode, and digits of either case', () => {
    const text = `${B.toUpperCase()} *b\n${A}  dir/a\n\\${A}  plain\n`;
    expect(readSums(text)).toEqual([
      { name: 'b', sha256: B },
      { name: 'dir/a', sha256: A },
      { name: 'plain', sha256: A },
    ]);
    expect(readSums(Buffer.from(text))).toEqual(readSums(text));
  });

  test.each([
    ['an empty list', '', 'SUMS:1: the checksum line is missing'],
    ['a cut list', `${A}  a\n${A}  b`, 'SUMS:2: the checksum line has no end'],
    ['an empty line', `${A}  a\n\n`, 'SUMS:2: the checksum line is not 64 hex digits'],
    ['a comment', `# x\n${A}  a\n`, 'SUMS:1: '],
    ['63 digits', `${A.slice(1)}  a\n`, 'SUMS:1: '],
    ['65 digits', `${A}0  a\n`, 'SUMS:1: '],
    ['a digit that is none', `g${A.slice(1)}  a\n`, 'SUMS:1: '],
    ['one space', `${A} a\n`, 'SUMS:1: '],
    ['a tab', `${A}\ta\n`, 'SUMS:1: '],
    ['BSD style', `SHA256 (a) = ${A}\n`, 'SUMS:1: '],
    ['a byte order mark', `\ufeff${A}  a\n`, 'SUMS:1: '],
    ['CR LF', `${A}  a\r\n`, 'SUMS:1: the checksum line has an unescaped'],
    ['an unescaped backslash', `${A}  a\\b\n`, 'SUMS:1: the checksum line has an unescaped'],
    ['an unknown escape', `\\${A}  a\\tb\n`, 'SUMS:1: the checksum line has an escape'],
    ['half an escape', `\\${A}  a\\\n`, 'SUMS:1: the checksum line has an escape'],
    ['a CR beside escapes', `\\${A}  a\\\\\r\n`, 'SUMS:1: the checksum line has an escape'],
    ['a NUL', `${A}  a\0\n`, 'SUMS:1: the checksum line has a NUL'],
    [
      'a duplicate',
      `${A}  a\n${B}  b\n${A} *a\n`,
      'SUMS:3: the checksum line names the file of line 1 again',
    ],
    [
      'an escaped duplicate',
      `${A}  a\n\\${B}  a\n`,
      'SUMS:2: the checksum line names the file of line 1',
    ],
    [
      'an absolute path',
      `${A}  /etc/passwd\n`,
      'SUMS:1: the checksum line names the absolute path',
    ],
    ['a way out', `${A}  a/../../b\n`, 'outside the folder'],
    ['the folder above', `${A}  ..\n`, 'outside the folder'],
    ['no name', `${A}  \n`, 'not in its shortest form'],
    ['a dot', `${A}  ./a\n`, 'not in its shortest form'],
    ['two slashes', `${A}  a//b\n`, 'not in its shortest form'],
    ['a folder', `${A}  a/\n`, 'not in its shortest form'],
    [
      'bytes that are not UTF-8',
      Buffer.from(`${A}  \xff\n`, 'latin1'),
      'SUMS: the checksum list is not UTF-8',
    ],
  ])('refuses %s', (_, text, message) => {
    expect(() => readSums(text, 'SUMS')).toThrow(
      expect.objectContaining({
        code: 'sums_invalid',
        message: expect.stringContaining(message),
      }),
    );
  });

  test('names every bad line at once, up to twenty', () => {
    const bad = `${A}  ok\nbad\n${A}  /x\n`;
    expect(() => readSums(bad)).toThrow(/^2: .*\n3: .*$/);
    try {
      readSums('x\n'.repeat(100));
      expect.unreachable();
    } catch (error) {
      expect(error instanceof JacoPkgError && error.problems.length).toBe(20);
    }
  });

  test('throws nothing else, and what it takes it writes to the same meaning', () => {
    const piece = fc.constantFrom(
      A,
      B,
      '  ',
      ' *',
      ' ',
      'a',
      '\\',
      '\\n',
      '\\\\',
      '/',
      '..',
      '\n',
      '\r',
      '\0',
      'é',
    );
    const text = fc.oneof(
      fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(text, (each) => {
        const sums = accepted(each);
        if (sums) expect(new Set(readSums(writeSums(sums)))).toEqual(new Set(sums));
      }),
      { numRuns: 2000 },
    );
  });
});

needs('sha256sum')('with sha256sum', () => {
  const cwd = scratchFolder();
  // Any name a file can have: no slash, no NUL, at most 255 bytes.
  const name = fc
    .string({ unit: fc.constantFrom(...'aZ é\\\n\r*#-\u{1f600}'), minLength: 1, maxLength: 20 })
    .filter((each) => each !== '-');

  test('the same bytes for the same files, checked by either', () => {
    let round = 0;
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 12 }), (names) => {
        const folder = join(cwd, String(round++));
        mkdirSync(folder);
        for (const each of names) writeFileSync(join(folder, each), `content of ${each}`);
        const sums = names.map((each) => ({ name: each, sha256: hash(`content of ${each}`) }));
        const text = writeSums(sums);
        const sorted = readSums(text).map((sum) => sum.name);
        expect(output('sha256sum', ['--', ...sorted], { cwd: folder })).toBe(text);
        expect(run('sha256sum', ['-c', '--strict'], { cwd: folder, input: text }).status).toBe(0);
      }),
      { numRuns: 40 },
    );
  });
});
