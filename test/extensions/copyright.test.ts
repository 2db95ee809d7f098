import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dep5Expression, dep5Name, parseSpdx } from '../../src/extensions/copyright/spdx.ts';
import { commonText, holdersIn } from '../../src/extensions/copyright/texts.ts';
import { build, type ExtensionsInput } from '../../src/index.ts';
import { needs, output, scratchFolder } from '../support/tools.ts';
import { complaints, extended } from './support.ts';

const folder = scratchFolder();
const MIT = `MIT License

Copyright (c) 2024-2026 Jo Doe <jo@example.com>
Copyright © 2026 Others. All rights reserved.

Permission is hereby granted, free of charge, to any person.

THE SOFTWARE IS PROVIDED "AS IS".   
`;
writeFileSync(join(folder, 'LICENSE'), MIT);
writeFileSync(join(folder, 'BSD'), '\n\nRedistribution is permitted.\n');
writeFileSync(join(folder, 'GPL'), 'Copyright (C) 2007 Free Software Foundation, Inc.\n');

type Copyright = NonNullable<ExtensionsInput['copyright']>;

async function textOf(copyright: Copyright, license = 'MIT'): Promise<string> {
  const change = { license, homepage: 'https://example.com' };
  const { contents } = await extended({ copyright }, 'deb', { cwd: folder, change });
  const [content] = contents;
  expect(content).toMatchObject({ dst: '/usr/share/doc/sundial/copyright', mode: 0o644 });
  return Buffer.from(content?.data ?? []).toString();
}

const told = (copyright: Copyright, license?: string) =>
  complaints(() => textOf(copyright, license));

describe('a copyright file', () => {
  test('is made of a licence file alone', async () => {
    expect(
      await textOf({ license_file: 'LICENSE' }),
    ).toBe(`Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: sundial
Source: https://example.com

Files: *
Copyright: 2024-2026 Jo Doe <jo@example.com>
 2026 Others
License: Expat

License: Expat
 MIT License
 .
 Copyright (c) 2024-2026 Jo Doe <jo@example.com>
 Copyright © 2026 Others. All rights reserved.
 .
 Permission is hereby granted, free of charge, to any person.
 .
 THE SOFTWARE IS PROVIDED "AS IS".
`);
  });

  test('has parts under other terms, and points to what every Debian has', async () => {
    const text = await textOf({
      holder: 'Jo Doe',
      year: '2024',
      license: 'GPL-2.0-or-later',
      source: 'https://example.com/git',
      contact: 'jo@example.com',
      license_files: { 'BSD-3-Clause': 'BSD' },
      parts: [{ files: ['a/*', 'b'], holder: 'Others', license: 'BSD-3-Clause OR GPL-2.0-only' }],
    });
    expect(text.split('\n\n').slice(1)).toEqual([
      'Files: *\nCopyright: 2024 Jo Doe\nLicense: GPL-2+',
      'Files: a/* b\nCopyright: Others\nLicense: BSD-3-clause or GPL-2',
      'License: GPL-2+\n On Debian systems, the complete text of the GPL-2 licence is in\n /usr/share/common-licenses/GPL-2.',
      'License: BSD-3-clause\n Redistribution is permitted.',
      'License: GPL-2\n On Debian systems, the complete text of the GPL-2 licence is in\n /usr/share/common-licenses/GPL-2.\n',
    ]);
    expect(text).toContain('Upstream-Contact: jo@example.com\nSource: https://example.com/git\n');
  });

  test('is for Debian alone', async () => {
    const { contents } = await extended({ copyright: {} }, 'rpm');
    expect(contents).toEqual([]);
  });
});

const SPDX = '(an SPDX expression such as MIT or GPL-2.0-or-later)';

describe('what is missing is named', () => {
  test.each<[what: string, Copyright, license: string | undefined, messages: string[]]>([
    [
      'everything',
      {},
      '',
      [
        'copyright.holder: holder must be given',
        `copyright.license: license must be given ${SPDX}`,
      ],
    ],
    [
      'a holder that no line of the file names',
      { license_file: 'BSD', license_files: { MIT: 'BSD' } },
      undefined,
      ['copyright.holder: holder must be given: BSD has no line like "Copyright 2024 Jo Doe"'],
    ],
    [
      'a holder of more than the licence',
      { license_file: 'GPL' },
      'GPL-3.0-only',
      ['copyright.holder: holder must be given: GPL has no line like "Copyright 2024 Jo Doe"'],
    ],
    [
      'a text',
      { holder: 'Jo' },
      'MIT',
      ['copyright.license: the text of MIT is missing (name its file in license_file)'],
    ],
    [
      'texts, of which a single file can be but one',
      { holder: 'Jo', license_file: 'LICENSE' },
      'MIT OR ISC',
      [
        'copyright.license: the text of MIT is missing (name its file in license_files, under MIT)',
        'copyright.license: the text of ISC is missing (name its file in license_files, under ISC)',
      ],
    ],
    [
      'the text of a part',
      { holder: 'Jo', parts: [{ files: ['*'], holder: 'X', license: 'ISC' }] },
      'GPL-2.0-only',
      [
        'copyright.parts[0].license: the text of ISC is missing (name its file in license_files, under ISC)',
      ],
    ],
    [
      'an expression',
      { holder: 'Jo' },
      'All rights reserved',
      [`copyright.license: license "All rights reserved" cannot be expressed ${SPDX}`],
    ],
    [
      'files',
      { holder: 'Jo', license_file: 'gone', license_files: { ISC: 'gone too' } },
      undefined,
      [
        'copyright.license_file: cannot read gone: there is no such file',
        'copyright.license_files.ISC: cannot read gone too: there is no such file',
      ],
    ],
  ])('%s', async (_, copyright, license, messages) => {
    expect(await told(copyright, license)).toEqual(messages);
  });
});

describe('SPDX in DEP-5', () => {
  test.each([
    ['MIT', 'Expat'],
    ['Apache-2.0', 'Apache-2.0'],
    ['GPL-3.0-only', 'GPL-3'],
    ['GPL-2.0+', 'GPL-2+'],
    ['LGPL-2.1-or-later', 'LGPL-2.1+'],
    ['AGPL-3.0-only', 'AGPL-3'],
    ['BSD-2-Clause', 'BSD-2-clause'],
    ['LicenseRef-Own', 'LicenseRef-Own'],
    ['GPL-2.0-or-later WITH Classpath-exception-2.0', 'GPL-2+ with Classpath exception'],
  ])('%s is %s', (spdx, name) => {
    expect(dep5Name(spdx)).toBe(name);
  });

  test.each([
    ['MIT', 'Expat'],
    ['MIT OR Apache-2.0', 'Expat or Apache-2.0'],
    ['MIT AND ISC or Zlib', 'Expat and ISC or Zlib'],
    ['(MIT OR ISC) AND Zlib', 'Expat or ISC, and Zlib'],
    ['((MIT))', 'Expat'],
    ['MIT AND (ISC AND Zlib)', 'Expat and ISC and Zlib'],
    ['MIT OR (ISC AND (Zlib OR X))', undefined],
    ['GPL-2.0-only WITH x-exception AND MIT', 'GPL-2 with x exception and Expat'],
  ])('%s is %s', (spdx, text) => {
    const expression = parseSpdx(spdx);
    expect(expression && dep5Expression(expression)).toBe(text);
  });

  test.each(['', 'MIT ISC', 'MIT OR', 'OR MIT', '(MIT', 'MIT)', 'MIT WITH', 'a/b', '('.repeat(99)])(
    '%j is none',
    (text) => {
      expect(parseSpdx(text)).toBeUndefined();
    },
  );
});

test.each([
  ['Copyright (c) 2026 The JACO maintainers', ['2026 The JACO maintainers']],
  ['  Copyright 2019, 2021 Jo Doe', ['2019, 2021 Jo Doe']],
  [' * copyright © 2020 Jo. All Rights Reserved.', ['2020 Jo']],
  ['Copyright [yyyy] [name of copyright owner]', []],
  ['Copyright (C) 1989, 1991 Free Software Foundation, Inc.,', []],
  ['The above copyright notice and this permission notice', []],
])('%j is by %j', (line, holders) => {
  expect(holdersIn(`a\n${line}\r\nb`)).toEqual(holders);
});

test('a licence that every Debian has', () => {
  expect(commonText('MPL-2.0')).toContain('/usr/share/common-licenses/MPL-2.0');
  expect(commonText('GPL-2.0-or-later WITH Classpath-exception-2.0')).toBeUndefined();
  expect(commonText('MIT')).toBeUndefined();
});

needs('lintian').test('lintian has nothing against it', async () => {
  const { artifacts } = await build({
    config: {
      name: 'sundial',
      version: '1.0.0',
      release: '1',
      arch: 'all',
      maintainer: 'Jo Doe <jo@example.com>',
      description: 'tells the time\nby daylight, and keeps quiet about it at night',
      homepage: 'https://example.com',
      section: 'utils',
      license: 'MIT AND Apache-2.0',
      mtime: '2023-11-14T22:13:20Z',
      contents: [{ dst: '/usr/share/sundial/face', data: 'XII\n' }],
    },
    extensions: {
      copyright: {
        license_file: 'LICENSE',
        parts: [{ files: ['vendor/*'], holder: 'Others', year: 2020, license: 'GPL-3.0-or-later' }],
      },
    },
    packagers: ['deb'],
    target: folder,
    cwd: folder,
    env: {},
  });
  const options = ['--fail-on', 'none', '--allow-root', '--display-info', '--pedantic'];
  const found = output('lintian', [...options, artifacts[0]?.path ?? '']);
  expect(found.split('\n').filter((line) => /copyright|license/i.test(line))).toEqual([]);
});
