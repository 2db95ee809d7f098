// What the packages are made of: files of every kind there can be, the same wherever it is run.
import { noise, prose } from '../support/samples.ts';

const MIB = 1024 * 1024;

/** Longer than a piece of gzip (1 MiB), so that pieces are compressed side by side. */
const PROGRAM_SIZE = 1.02 * MIB;
/** Longer than a piece of fast zstd and xz (4 MiB). */
const DATA_SIZE = 4.25 * MIB;

/** Names whose order depends on who sorts them: by language, by case, by bytes. */
const NAMES = [
  'Zenith',
  'ångström',
  'a b',
  'a-b',
  'a.b',
  'ab',
  'AB',
  'ß',
  'ss',
  'ı',
  'i',
  'I',
  '10',
  '9',
];

const INSTRUCTIONS = noise(3 * 256, 'instructions');

/** Like a program: half of it is machine code, of few instructions and many operands, half text. */
function program(length: number): Uint8Array {
  const out = new Uint8Array(length);
  const dice = noise(length, 'program');
  const code = length >> 1;
  for (let at = 0; at + 5 <= code; at += 5) {
    const die = dice[at] ?? 0;
    const instruction = 3 * ((die * die) >> 8);
    out.set(INSTRUCTIONS.subarray(instruction, instruction + 3), at);
    out.set(dice.subarray(at + 3, at + 5 - (die & 1)), at + 3);
  }
  out.set(prose(length - code, 'program'), code);
  return out;
}

/** Mostly the same, with something else here and there. */
function data(length: number): Uint8Array {
  const out = new Uint8Array(length);
  for (let at = 0; at < length - 8192; at += 262_144) out.set(prose(4096, `${at}`), at);
  out.set(noise(100_000), length - 100_000);
  return out;
}

const script = (text: string) => `#!/bin/sh\nset -e\n${text}\n`;

/** Path -> content of every file. Those below bin/ may be executed. */
export const FILES: Readonly<Record<string, string | Uint8Array>> = {
  'bin/sundial': program(PROGRAM_SIZE),
  'share/year.dat': data(DATA_SIZE),
  'conf/sundial.conf': 'latitude = 48.1\n',
  'conf/zone.conf': 'zone = none\n',
  'conf/Alps.conf': 'shadow = long\n',
  'conf/empty.conf': '',
  'assets/logo.png': noise(900, 'logo'),
  LICENSE: 'MIT License\n\nCopyright (c) 2023 Dial Works\n\nDo as you like.\n',
  'README.md': prose(3000, 'readme'),
  'changelog.yaml': `- semver: 1.2.3
  date: 2023-11-14T22:13:20Z
  packager: Sun Dial <sun@dial.example>
  changes:
    - note: Tell noon
- semver: 1.2.2
  date: 2023-01-02T03:04:05+05:45
  packager: Sun Dial <sun@dial.example>
  changes:
    - note: Tell morning and evening
`,
  'sundial.service':
    '[Service]\nExecStart=/usr/bin/sundial\n[Install]\nWantedBy=multi-user.target\n',
  'sysusers.conf': 'u sundial - "Sun dial"\n',
  'tmpfiles.conf': 'd /run/sundial 0750 sundial sundial -\n',
  'scripts/before.sh': script('true "$@"'),
  'scripts/after.sh': script('echo after "$1"'),
  ...tree(),
};

/** Symbolic link -> where it leads, in the tree. */
export const LINKS: Readonly<Record<string, string>> = {
  'tree/latest': 'v2',
  'tree/v1/dangling': '../not/there',
  'tree/readme': './v1/note-07.txt',
};

/** Folders with nothing in them. */
export const EMPTY_FOLDERS = ['tree/empty', 'tree/v2/also empty'];

function tree(): Record<string, string | Uint8Array> {
  const files: Record<string, string | Uint8Array> = {};
  for (const name of NAMES) files[`tree/v2/${name}.txt`] = `${name}\n`;
  for (let index = 0; index < 40; index += 1) {
    const name = `note-${index.toString().padStart(2, '0')}.txt`;
    files[`tree/v1/${name}`] = prose(100 + 37 * index, name);
  }
  // As large as what is compressed on its own, and a byte less.
  files['tree/v1/just.bin'] = program(65_536);
  files['tree/v1/almost.bin'] = program(65_535);
  return files;
}
