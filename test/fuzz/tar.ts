// Tar archives, taken apart, changed, and put together with checksums that are right again.
import { changed, type Mutator, mutateBytes } from './mutate.ts';
import type { Random } from './random.ts';

const BLOCK = 512;
/** Where the fields of a ustar header are: offset and length. */
const FIELDS: readonly (readonly [number, number])[] = [
  ...([
    [0, 100],
    [100, 8],
    [108, 8],
    [116, 8],
    [124, 12],
    [136, 12],
  ] as const),
  ...([
    [148, 8],
    [156, 1],
    [157, 100],
    [257, 8],
    [265, 32],
    [297, 32],
    [329, 8],
    [337, 8],
  ] as const),
  [345, 155],
];
const SIZE = FIELDS[4] as readonly [number, number];
const VALUES = [
  ...[
    '00000000000',
    '77777777777',
    '99999999999',
    '-0000000001',
    '-0000001000',
    '        ',
    '',
    '00000000010',
  ],
  ...['../../evil', '/etc/passwd', '..', '.', '/', './', 'a/', '\x80\0\0\0\0\0\0\0\0\0\x02\0'],
  ...[
    '\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff',
    '\x80\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff',
  ],
  ...[
    '\x1b[31m',
    '\xff\xfe',
    'control',
    'etc',
    'usr/bin',
    'ustar\x0000',
    'ustar  \0',
    'x'.repeat(155),
  ],
];
const TYPES = [...'01234567xgLKSVMDN\0', ' ', '\xff'];
const RECORDS = [
  ...['path=../../evil', 'path=a/b', 'linkpath=/etc/passwd', 'size=0', 'size=5', 'size=9999999'],
  ...[
    'size=99999999999999999999',
    'size=-1',
    'mtime=1e400',
    'mtime=NaN',
    'uid=x',
    'GNU.sparse.major=1',
  ],
  ...['path=a\0b', 'path=', 'comment=\x1b[2J', 'uname=\x1b]0;x\x07', 'APK-TOOLS.checksum.SHA1=00'],
];

/** Splits into members: a header with its body. */
function membersOf(bytes: Buffer): Buffer[] {
  const members: Buffer[] = [];
  for (let at = 0; at + BLOCK <= bytes.length; ) {
    if (bytes[at] === 0) {
      members.push(bytes.subarray(at));
      break;
    }
    const digits = bytes.toString('latin1', at + SIZE[0], at + SIZE[0] + 11);
    const size = Math.max(0, Number.parseInt(digits, 8) || 0);
    const end = Math.min(bytes.length, at + BLOCK + Math.ceil(size / BLOCK) * BLOCK);
    members.push(bytes.subarray(at, end));
    at = end;
  }
  return members;
}

const OPERATIONS: readonly ((random: Random, members: Buffer[], others: Buffer[]) => void)[] = [
  (random, members) => changeOne(random, members, (copy) => setField(random, copy)),
  (random, members) => changeOne(random, members, (copy) => setField(random, copy)),
  (random, members) =>
    changeOne(random, members, (copy) => void copy.write(random.pick(TYPES), 156, 'latin1')),
  (random, members) => {
    const at = random.below(members.length);
    members[at] = mutateBytes(random, members[at] ?? Buffer.alloc(BLOCK), members);
  },
  (random, members) => {
    const at = random.below(members.length);
    const member = members[at] ?? Buffer.alloc(0);
    const body = mutateBytes(random, member.subarray(BLOCK), members);
    members[at] = withBody(member.subarray(0, BLOCK), body);
  },
  (random, members) => members.splice(random.below(members.length), 1),
  (random, members) => {
    const times = random.once(20) ? 60 : 1;
    const member = random.pick(members);
    members.splice(random.below(members.length), 0, ...Array.from({ length: times }, () => member));
  },
  (random, members, others) =>
    members.splice(random.below(members.length), 0, random.pick([...others, extension(random)])),
  (random, members) => members.splice(random.below(members.length), 0, extension(random)),
];

/** Changes of members as such; their checksums are mostly right afterwards. */
export const mutateTar: Mutator = (random, bytes, pool) => {
  if (random.once(5)) return mutateBytes(random, bytes, pool);
  const members = membersOf(bytes);
  for (let left = 1 + random.below(4); left > 0 && members.length > 0; left -= 1) {
    random.pick(OPERATIONS)(random, members, membersOf(random.pick([...pool, bytes])));
  }
  return Buffer.concat(random.once(12) ? members : members.map(withChecksum));
};

function changeOne(random: Random, members: Buffer[], change: (copy: Buffer) => void): void {
  const at = random.below(members.length);
  const member = members[at];
  if (member && member.length >= BLOCK) members[at] = changed(member, change);
}

function setField(random: Random, header: Buffer): void {
  const [start, length] = random.pick(FIELDS);
  const value = Buffer.from(random.pick(VALUES), 'latin1').subarray(0, length);
  if (random.once(3)) header.fill(0, start, start + length);
  header.set(value, start);
}

/** A header of a body's size. */
function withBody(header: Buffer, body: Buffer): Buffer {
  const padded = Buffer.alloc(Math.ceil(body.length / BLOCK) * BLOCK);
  padded.set(body);
  if (header.length < BLOCK) return header;
  const sized = changed(header, (copy) => {
    copy.write(body.length.toString(8).padStart(11, '0'), SIZE[0], 'latin1');
  });
  return Buffer.concat([sized, padded]);
}

/** An extended header: PAX records, or a long name of GNU's. */
function extension(random: Random): Buffer {
  const header = Buffer.alloc(BLOCK);
  header.write('././@PaxHeader', 0, 'latin1');
  header.write('0000644\0', 100, 'latin1');
  header.write('ustar\x0000', 257, 'latin1');
  const type = random.pick(['x', 'x', 'g', 'L', 'K']);
  header.write(type, 156, 'latin1');
  const records = Array.from({ length: 1 + random.below(3) }, () => record(random));
  const text = 'LK'.includes(type) ? random.pick(VALUES) : records.join('');
  return withBody(header, Buffer.from(text, 'latin1'));
}

/** `LENGTH KEY=VALUE\n`; the length is wrong now and then. */
function record(random: Random): string {
  const text = ` ${random.pick(RECORDS)}\n`;
  const guess = text.length + 2;
  const length = guess > 99 ? guess + 1 : guess < 12 ? guess - 1 : guess;
  return `${random.once(6) ? random.below(40) : length}${text}`;
}

function withChecksum(member: Buffer): Buffer {
  if (member.length < BLOCK || member[0] === 0) return member;
  return changed(member, (copy) => {
    copy.write(' '.repeat(8), 148, 'latin1');
    const sum = copy.subarray(0, BLOCK).reduce((total, byte) => total + byte, 0);
    copy.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  });
}
