import { list, requiredText, section, text, textMap, texts } from '../../nfpm-config/leaves.ts';

const YEAR = 'Years of the copyright.';

const part = section({
  files: texts('Which files: patterns of DEP-5, relative to the sources.', 'vendor/*'),
  holder: requiredText('Who holds the copyright.', 'Jo Doe <jo@example.com>'),
  year: text(YEAR, '2021', '2019-2024').optional(),
  license: requiredText('Their licence, as an SPDX expression.', 'BSD-3-Clause'),
}).meta({ id: 'CopyrightPart', description: 'Files under another copyright or licence.' });

export const copyright = section({
  holder: text(
    'Who holds the copyright; when not given, what the licence file says.',
    'Jo Doe <jo@example.com>',
  ).optional(),
  year: text(YEAR, '2021', '2019-2024').optional(),
  license: text('SPDX expression; the license of nfpm.yaml when not given.', 'MIT').optional(),
  license_file: text('File with the text of the licence.', 'LICENSE').optional(),
  license_files: textMap(
    'Files with the texts of licences, by their SPDX ids. Those that every Debian has need none.',
  ).optional(),
  source: text('Where the sources are; the homepage when not given.').optional(),
  contact: text('Who to ask about the sources.').optional(),
  parts: list(part).meta({ description: 'Files under other terms.' }).optional(),
}).meta({
  id: 'Copyright',
  description:
    'Generates `/usr/share/doc/<name>/copyright` of Debian packages, in machine-readable form (DEP-5).',
});
