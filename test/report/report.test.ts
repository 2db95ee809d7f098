import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { apk } from '../../src/apk/index.ts';
import { deb } from '../../src/deb/index.ts';
import type { Entry } from '../../src/model/entry.ts';
import type { Format } from '../../src/model/format.ts';
import type { Package } from '../../src/model/package.ts';
import type { Source } from '../../src/model/segment.ts';
import { html, textLines } from '../../src/report/html.ts';
import { report } from '../../src/report/index.ts';
import { rpm } from '../../src/rpm/index.ts';
import { tarball } from '../../src/tarball/index.ts';
import { ENTRIES, written } from '../inspect/sample.ts';
import { file, packageOf, script, symlink } from '../support/package.ts';
import { needs, output, scratchFolder } from '../support/tools.ts';

const folder = scratchFolder();

async function save(
  name: string,
  format: Format,
  change: Partial<Package> = {},
  entries?: readonly Entry<Source>[],
): Promise<string> {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, await written(format, change, entries));
  return path;
}

const version = (text: string) => ({ ...packageOf('deb').version, version: text });
const NEXT = [
  ...ENTRIES.filter(({ path }) => path !== '/usr/bin/sundial' && path !== '/usr/bin/dial'),
  file('/usr/bin/sundial', 'longer than before'.repeat(100), { mode: 0o755 }),
  file('/usr/lib/sundial/core.so', 'x'.repeat(5000)),
];

/** Attributes and elements that a page must not have: they would load something. */
const LOADS =
  /<(link|img|iframe|object|embed|base|form|meta http-equiv="refresh)\b|\ssrc=|@import|url\(|href="(?!#)/i;

describe('a page', () => {
  test('needs nothing besides itself, and may run nothing but its own script', async () => {
    const page = await report(await save('one/sundial.deb', deb));
    expect(page).not.toMatch(LOADS);
    const scripts = [...page.matchAll(/<script>(.*?)<\/script>/gs)].map(([, text = '']) => text);
    expect(scripts).toHaveLength(1);
    const digest = createHash('sha256')
      .update(scripts[0] ?? '')
      .digest('base64');
    expect(page).toContain(`script-src &#39;sha256-${digest}&#39;`);
    expect(page).toContain('default-src &#39;none&#39;');
  });

  test('is the same for the same package, wherever it is', async () => {
    const [here, there] = [await save('a/sundial.deb', deb), await save('b/c/sundial.deb', deb)];
    expect(await report(here)).toBe(await report(there));
    expect(await report(here)).not.toContain(folder);
  });

  test('has what the package is, and every file', async () => {
    const path = await save('one/sundial.rpm', rpm);
    const page = await report(path);
    const sha256 = createHash('sha256')
      .update(await written(rpm))
      .digest('hex');
    for (const text of [
      sha256,
      'Tells the time by daylight',
      'Sun Dial &lt;sun@dial.example&gt;',
    ]) {
      expect(page).toContain(text);
    }
    expect(page).toContain('<li><bdi>moondial</bdi></li>');
    expect(page).toContain('echo before');
    expect(page).toMatch(/not signed.*header SHA-256: right/s);
    const rows = [...page.matchAll(/<tr><td data-value="([^"]*)">/g)].map(([, name]) => name);
    const owned = ENTRIES.filter((entry) => entry.type !== 'dir' || !entry.implicit);
    expect(rows.sort()).toEqual(owned.map((entry) => entry.path).sort());
  });

  test('gives every element an id of its own, every button words, every input a label', async () => {
    await save('several/sundial.deb', deb);
    await save('several/sundial.apk', apk);
    const page = await report(join(folder, 'several'), { previous: join(folder, 'several') });
    const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, attributes = '', content = ''] of page.matchAll(
      /<button([^>]*)>(.*?)<\/button>/gs,
    )) {
      expect(
        attributes.includes('aria-label="') || /\w|\//.test(content.replace(/<[^>]*>/g, '')),
      ).toBe(true);
    }
    for (const [, id] of page.matchAll(/data-filter="([^"]*)"/g)) expect(ids).toContain(id);
    expect(page).toMatch(/<label class="filter" hidden>Filter <input/);
  });
});

describe('treemaps', () => {
  test('have a box for each file, inside the map, as large as its share', async () => {
    const sizes = [50_000, 30_000, 15_000, 5000];
    const path = await save(
      'map.deb',
      deb,
      {},
      sizes.map((size, i) => file(`/f${i}`, 'x'.repeat(size))),
    );
    const page = await report(path);
    const boxes = [
      ...page.matchAll(
        /<div class="leaf [^"]*" style="left:(.*?)%;top:(.*?)%;width:(.*?)%;height:(.*?)%" data-about="\/f(\d)/g,
      ),
    ]
      .map((match) => match.slice(1).map(Number))
      .sort((a, b) => (a[4] ?? 0) - (b[4] ?? 0));
    expect(boxes).toHaveLength(4);
    boxes.forEach(([left = -1, top = -1, width = 0, height = 0], i) => {
      expect(left >= 0 && top >= 0 && left + width <= 100.01 && top + height <= 100.01).toBe(true);
      // The gaps between boxes take a little of each.
      expect(((width * height) / 10_000) * 100_000).toBeGreaterThan((sizes[i] ?? 0) * 0.9);
      expect(((width * height) / 10_000) * 100_000).toBeLessThan((sizes[i] ?? 0) * 1.1);
    });
  });

  test('of a large package draw small files together, and look into large folders', async () => {
    const many = Array.from({ length: 3000 }, (_, i) =>
      file(`/opt/many/f${i}`, 'x'.repeat(10 + (i % 7))),
    );
    const path = await save('many.deb', deb, {}, [
      ...many,
      file('/opt/big/a', 'x'.repeat(90_000)),
      file('/opt/big/b', 'y'.repeat(9000)),
    ]);
    const page = await report(path);
    expect(page).toMatch(/data-about="3000 smaller ones in \/opt\/many|data-about="\/opt\/many ·/);
    const boxes = page.match(/class="leaf/g) ?? [];
    expect(boxes.length).toBeLessThan(4000);
    const opened = [...page.matchAll(/data-open="(\d+-\d+)"/g)].map(([, view]) => view);
    expect(opened.length).toBeGreaterThan(0);
    for (const view of opened) expect(page).toContain(`data-view="${view}"`);
  });

  test('of a package without files say so', async () => {
    const page = await report(await save('empty.deb', deb, {}, [symlink('/a', 'b')]));
    expect(page).toContain('There is no file with anything in it.');
  });
});

describe('since the previous version', () => {
  test('shows what grew, largest first, and counts', async () => {
    const before = await save('v1/sundial_1.2.3.deb', deb);
    const after = await save('v2/sundial_1.3.0.deb', deb, { version: version('1.3.0') }, NEXT);
    const page = await report(after, { previous: before });
    expect(page).toMatch(/Since 1\.2\.3 <small>1 added, 1 removed, 1 changed; files \+6\.8 kB/);
    const list = /<ol class="growth">(.*?)<\/ol>/s.exec(page)?.[1] ?? '';
    expect(
      [...list.matchAll(/<bdi>(.*?)<\/bdi>.*?<b class="(\w+)">(.*?)<\/b>/g)].map((row) =>
        row.slice(1),
      ),
    ).toEqual([
      ['/usr/lib/sundial/core.so', 'up', '+5.0 kB'],
      ['/usr/bin/sundial', 'up', '+1.8 kB'],
    ]);
    expect(page).toContain('g-new');
    expect(page).toContain('data-colours="change"');
  });

  test('folders are paired, and packages may come without one before', async () => {
    const release = (name: string) =>
      Promise.all([save(`${name}/s-1.0.tar.gz`, tarball), save(`${name}/s.deb`, deb)]);
    await release('r1');
    await release('r2');
    await save('r2/s.rpm', rpm);
    const page = await report(join(folder, 'r2'), { previous: join(folder, 'r1') });
    expect(page.match(/<article/g)).toHaveLength(3);
    expect(page.match(/No file is different\./g)).toHaveLength(2);
    expect(page.match(/<a href="#package-\d">/g)).toHaveLength(3);
  });
});

const EVIL = [
  '<script>document.title="owned"</script>',
  '"onmouseover=document.title="owned" x="',
  "'><img src=x onerror=document.title='owned'>",
  'right\u202eto\u200fleft\u0007',
  '</style></script><script>document.title="owned"</script>',
];

function evilPackage(): Promise<string> {
  const [first = '', second = ''] = EVIL;
  const entries = [
    ...EVIL.map((name, i) => file(`/opt/${i}${name.replace(/\//g, '|')}`, 'x'.repeat(100 + i))),
    symlink('/opt/link', first),
  ];
  return save(
    'evil.deb',
    deb,
    {
      description: `${first}\n${second}`,
      maintainer: `${second} <a@b.example>`,
      homepage: `javascript:${first}`,
      scripts: { postinstall: script(`#!/bin/sh\n${EVIL.join('\n')}\n`) },
    },
    entries,
  );
}

describe('hostile packages', () => {
  test('get no markup and no invisible characters into the page', async () => {
    const page = await report(await evilPackage());
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page.match(/<style/g)).toHaveLength(1);
    expect(page).not.toMatch(/<img|="onmouseover|href="javascript/);
    expect(page).not.toMatch(/[^\P{C}\n\t]/u);
    expect(page).toContain('right\\u{202e}to\\u{200f}left\\u{7}');
  });

  test('names that are no UTF-8 are shown by their bytes', async () => {
    const bytes = await written(tarball, { compression: { name: 'none' } }, [file('/naXve', 'x')]);
    for (let at = bytes.indexOf('naXve'); at >= 0; at = bytes.indexOf('naXve', at + 1))
      bytes[at + 2] = 0xef;
    // Checksum of the tar header: a byte is larger by this much.
    const name = bytes.indexOf(Buffer.from([0x6e, 0x61, 0xef]));
    const header = Math.floor(name / 512) * 512;
    const sum = bytes.toString('latin1', header + 148, header + 154);
    bytes.write((Number.parseInt(sum, 8) + 0xef - 0x58).toString(8).padStart(6, '0'), header + 148);
    const path = join(folder, 'latin.tar');
    writeFileSync(path, bytes);
    expect(await report(path)).toContain('na\\xefve');
  });

  test('no text gets out of where it is put', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const { text: found } of [html`<p title="${text}">${text}</p>`, textLines(text)]) {
          const inner = found.replace(/^<p title="([^"]*)">(.*)<\/p>$/s, '$1$2');
          expect(inner).not.toMatch(/[<>"'`]|&(?!(amp|lt|gt|quot|#39|#96);)/);
        }
      }),
    );
  });
});

needs('chromium')('a browser', () => {
  let dom = '';

  beforeAll(async () => {
    const path = join(folder, 'evil.html');
    writeFileSync(path, await report(await evilPackage()));
    const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];
    const profile = `--user-data-dir=${join(folder, 'profile')}`;
    dom = output('chromium', [...flags, profile, '--dump-dom', `file://${path}`]);
  });

  test('runs the script of the page, and none of the package', () => {
    expect(dom).toContain('<title>sundial 1.2.3</title>');
    // The page's script has brought the filter out.
    expect(dom).toMatch(/<label class="filter">/);
  });

  test('sees the names as text', () => {
    expect(dom).toContain('<bdi>/opt/0&lt;script&gt;document.title="owned"&lt;|script&gt;</bdi>');
  });
});
