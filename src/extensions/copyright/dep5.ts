// Machine-readable copyright files, DEP-5:
// https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
//   file      = header *( blank-line files ) *( blank-line license )
// Paragraphs are those of a control file: lines that go on begin with a blank, ` .` is an empty one.

const FORMAT = 'https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/';

export interface FilesParagraph {
  readonly files: readonly string[];
  /** A holder with the years in front, each. */
  readonly copyright: readonly string[];
  readonly license: string;
}

export interface CopyrightFile {
  readonly name: string;
  readonly contact: string;
  readonly source: string;
  readonly files: readonly FilesParagraph[];
  /** Text by short name. */
  readonly licenses: ReadonlyMap<string, string>;
}

export function dep5({ name, contact, source, files, licenses }: CopyrightFile): string {
  const header = [
    ['Format', FORMAT],
    ['Upstream-Name', name],
    ['Upstream-Contact', contact],
    ['Source', source],
  ] as const;
  const paragraphs = [
    header,
    ...files.map(
      (part) =>
        [
          ['Files', part.files.join(' ')],
          ['Copyright', part.copyright.join('\n')],
          ['License', part.license],
        ] as const,
    ),
    ...[...licenses].map(([short, text]) => [['License', `${short}\n${text}`]] as const),
  ];
  return paragraphs.map(paragraph).join('\n');
}

function paragraph(fields: readonly (readonly [key: string, value: string])[]): string {
  return fields
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key}: ${folded(value)}\n`)
    .join('');
}

function folded(value: string): string {
  const [first = '', ...rest] = value.trimEnd().split(/\r?\n/);
  return [first, ...rest.map((line) => ` ${line.trimEnd() || '.'}`)].join('\n');
}
