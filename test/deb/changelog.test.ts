import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { changelogText } from '../../src/deb/changelog.ts';
import { deb } from '../../src/deb/index.ts';
import type { ChangelogEntry } from '../../src/model/package.ts';
import { TIME } from '../support/package.ts';
import { needs, run, scratchFolder } from '../support/tools.ts';
import { debPackage } from './make-deb.ts';

const folder = scratchFolder();

function entry(change: Partial<ChangelogEntry> = {}): ChangelogEntry {
  const packager = 'Day Book <day@diary.example>';
  const base = { version: '1.0', time: TIME, packager, notes: ['a change'] };
  return { ...base, urgency: '', distributions: [], ...change };
}

const text = (...changelog: ChangelogEntry[]) => changelogText(debPackage({ changelog }));

describe('text', () => {
  test('of several entries, newest first', () => {
    const newest = entry({
      version: '1.2.0',
      time: Date.UTC(2024, 1, 29, 12, 30) / 1000,
      notes: [
        'feat: a page for the leap day',
        'fix: the ink no longer runs\n\nand dries\n  sooner\n',
      ],
      urgency: 'high',
      distributions: ['bookworm', 'trixie'],
    });
    const oldest = entry({
      version: '1.1.0-rc.1',
      time: Date.UTC(2023, 10, 6, 4, 59, 59) / 1000,
      packager: 'Night Book <night@diary.example>',
    });
    expect(text(newest, oldest)).toBe(
      [
        'sundial (1.2.0) bookworm trixie; urgency=high',
        '  * feat: a page for the leap day',
        '  * fix: the ink no longer runs',
        '   - and dries',
        '   - sooner',
        '',
        ' -- Day Book <day@diary.example>  Thu, 29 Feb 2024 12:30:00 +0000',
        '',
        'sundial (1.1.0-rc.1) unstable; urgency=low',
        '  * a change',
        '',
        ' -- Night Book <night@diary.example>  Mon, 06 Nov 2023 04:59:59 +0000',
        '',
      ].join('\n'),
    );
  });

  test.each([
    ['Night Book', / -- Night Book <> {2}/],
    ['', / -- Sun Dial <sun@dial.example> {2}/],
    ['two\nlines <x@y>', / -- two lines <x@y> {2}/],
  ])('is signed for the packager %j', (packager, line) => {
    expect(text(entry({ packager }))).toMatch(line);
  });
});

needs('dpkg-parsechangelog')('a Debian changelog', () => {
  /** Fields of every entry; any warning is an error. */
  function parse(...changelog: ChangelogEntry[]): string {
    const path = join(folder, 'changelog');
    writeFileSync(path, text(...changelog));
    const { status, stdout, stderr } = run('dpkg-parsechangelog', ['-l', path, '--all']);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    return stdout;
  }

  test('reads every entry', () => {
    const parsed = parse(entry({ version: '2.0', urgency: 'high' }), entry());
    expect(parsed).toMatch(/^Version: 2\.0$/m);
    expect(parsed).toMatch(/^Urgency: high$/m);
    expect(parsed).toMatch(/^Distribution: unstable$/m);
    expect(parsed).toMatch(/^Maintainer: Day Book <day@diary.example>$/m);
    expect(parsed).toMatch(new RegExp(`^Timestamp: ${TIME}$`, 'm'));
    expect(parsed).toMatch(/sundial \(1\.0\) unstable; urgency=low/);
  });

  test.each([
    entry({ notes: [] }),
    entry({ notes: [''] }),
    entry({ notes: ['one\ntwo\n\nthree'] }),
    entry({ packager: 'No Address' }),
    entry({ packager: '' }),
    entry({ time: 0 }),
    entry({ time: 4_102_444_800 }),
    entry({ distributions: ['a', 'b-c.d'] }),
  ])('is content with %o', (odd) => {
    expect(parse(odd)).toMatch(/^Source: sundial$/m);
  });
});

describe('file', async () => {
  const pkg = debPackage({ changelog: [entry()] });
  const [file] = (await deb.generated?.(pkg)) ?? [];
  const bytes = file?.type === 'file' && file.body.kind === 'memory' ? file.body.bytes : undefined;

  test('is where policy 12.7 wants it', () => {
    expect(file).toMatchObject({
      type: 'file',
      path: '/usr/share/doc/sundial/changelog.Debian.gz',
      mode: 0o644,
      mtime: TIME,
      size: bytes?.length,
    });
  });

  test('is gzip -9n of the text', () => {
    const plain = Buffer.from(changelogText(pkg));
    expect(gunzipSync(bytes ?? '')).toEqual(plain);
    // XFL 2 is the best compression, OS 3 is Unix; no name, no time (RFC 1952).
    expect(Buffer.from(bytes ?? '').toString('hex', 0, 10)).toBe('1f8b0800000000000203');
    expect(bytes?.length).toBe(gzipSync(plain, { level: 9 }).length);
  });

  test('there is none without a changelog', async () => {
    expect(await deb.generated?.(debPackage())).toEqual([]);
  });
});
