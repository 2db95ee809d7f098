// The parts of an rpm, changed where readers take numbers for true.
import { changed, type Mutator, mutateBytes, oddNumber } from './mutate.ts';
import type { Random } from './random.ts';

const PREFIX = 16;
const ENTRY = 16;

/** Tags that readers look at: file lists, sizes, relations, scripts, digests, signatures. */
const TAGS = [
  ...[1000, 1001, 1002, 1003, 1004, 1005, 1009, 1022, 1023, 1027, 1028, 1030, 1033, 1034, 1035],
  ...[1036, 1037, 1039, 1040, 1044, 1047, 1048, 1049, 1050, 1065, 1066, 1069, 1085, 1095, 1096],
  ...[1106, 1116, 1117, 1118, 1124, 1125, 5008, 5009, 5010, 5011, 5062, 5066, 5092, 5093],
  ...[62, 63, 257, 259, 261, 262, 266, 267, 268, 269, 270, 271, 273, 278, 1007],
];

/** A header structure: changes of its index, or of anything. */
export const mutateRpmHeader: Mutator = (random, bytes, pool) => {
  const count = bytes.length >= PREFIX ? bytes.readUInt32BE(8) : 0;
  if (random.once(4) || PREFIX + count * ENTRY > bytes.length) {
    return mutateBytes(random, bytes, pool);
  }
  return changed(bytes, (copy) => {
    for (let left = 1 + random.below(4); left > 0; left -= 1) changeIndex(random, copy, count);
  });
};

function changeIndex(random: Random, header: Buffer, count: number): void {
  if (random.once(12)) {
    header.writeUInt32BE(oddNumber(random) % 2 ** 32, random.pick([8, 12]));
    return;
  }
  const at = PREFIX + ENTRY * random.below(count);
  const other = PREFIX + ENTRY * random.below(count);
  if (at + ENTRY > header.length || other + ENTRY > header.length) return;
  const field = 4 * random.below(4);
  const values = [
    () => oddNumber(random) % 2 ** 32,
    () => header.readUInt32BE(other + field),
    () => (header.readUInt32BE(at + field) + 2 ** 32 + random.below(9) - 4) % 2 ** 32,
    () => (field === 0 ? random.pick(TAGS) : random.below(12)),
  ];
  header.writeUInt32BE(random.pick(values)(), at + field);
}

const HEX_WIDTH = 8;
const CPIO_HEADER = 110;

/** A cpio archive: changes of the numbers in its headers, or of anything. */
export const mutateCpio: Mutator = (random, bytes, pool) => {
  const starts: number[] = [];
  for (let at = bytes.indexOf('07070'); at >= 0; at = bytes.indexOf('07070', at + 5))
    starts.push(at);
  if (random.once(3) || starts.length === 0) return mutateBytes(random, bytes, pool);
  return changed(bytes, (copy) => {
    for (let left = 1 + random.below(3); left > 0; left -= 1) {
      const start = random.pick(starts);
      if (start + CPIO_HEADER > copy.length) return;
      const field = start + 6 + HEX_WIDTH * random.below(13);
      const digits = (oddNumber(random) % 2 ** 32).toString(16).padStart(HEX_WIDTH, '0');
      if (random.once(10)) copy.write(random.pick(['07070X', '070702', '070707']), start, 'latin1');
      else copy.write(random.once(2) ? digits : digits.slice(0, 2), field, 'latin1');
    }
  });
};
