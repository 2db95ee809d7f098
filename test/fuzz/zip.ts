// Zip archives, changed in the numbers of their directory and headers.
import { changed, type Mutator, mutateBytes, oddNumber } from './mutate.ts';
import type { Random } from './random.ts';

/** Signatures of the records, and where their numbers are: offset and width. */
const RECORDS: readonly (readonly [
  magic: string,
  fields: readonly (readonly [number, number])[],
])[] = [
  [
    'PK\x01\x02',
    [
      [5, 1],
      [8, 2],
      [10, 2],
      [12, 2],
      [16, 4],
      [20, 4],
      [24, 4],
      [28, 2],
      [30, 2],
      [32, 2],
      [40, 2],
      [42, 4],
    ],
  ],
  [
    'PK\x03\x04',
    [
      [6, 2],
      [8, 2],
      [14, 4],
      [18, 4],
      [22, 4],
      [26, 2],
      [28, 2],
    ],
  ],
  [
    'PK\x05\x06',
    [
      [4, 2],
      [8, 2],
      [10, 2],
      [12, 4],
      [16, 4],
      [20, 2],
    ],
  ],
  [
    'PK\x06\x06',
    [
      [4, 4],
      [24, 4],
      [32, 4],
      [40, 4],
      [48, 4],
    ],
  ],
  [
    'PK\x06\x07',
    [
      [8, 4],
      [16, 4],
    ],
  ],
];

export const mutateZip: Mutator = (random, bytes, pool) => {
  if (random.once(4)) return mutateBytes(random, bytes, pool);
  return changed(bytes, (copy) => {
    for (let left = 1 + random.below(3); left > 0; left -= 1) changeRecord(random, copy);
  });
};

function changeRecord(random: Random, bytes: Buffer): void {
  const [magic, fields] = random.pick(RECORDS);
  const starts: number[] = [];
  for (
    let at = bytes.indexOf(magic, 0, 'latin1');
    at >= 0;
    at = bytes.indexOf(magic, at + 4, 'latin1')
  ) {
    starts.push(at);
  }
  const [field, width] = random.pick(fields);
  if (starts.length === 0) return;
  const at = random.pick(starts) + field;
  const from = random.pick(starts) + field;
  if (Math.max(at, from) + width > bytes.length) return;
  const values = [
    () => oddNumber(random),
    () => bytes.readUIntLE(from, width),
    () => bytes.readUIntLE(at, width) + random.below(5) - 2,
    () => random.below(10),
  ];
  bytes.writeUIntLE((random.pick(values)() + 2 ** 32) % 2 ** (8 * width), at, width);
}
