// A reader of rpm packages that shares nothing with the writer.

export interface Tag {
  readonly tag: number;
  readonly type: string;
  readonly offset: number;
  readonly values: readonly (string | number)[];
}

export interface Header {
  readonly region: number;
  readonly tags: readonly Tag[];
  /** Bytes taken, from the magic to the end of the data. */
  readonly size: number;
}

const TYPES = [
  'null',
  'char',
  'int8',
  'int16',
  'int32',
  'int64',
  'string',
  'bin',
  'strings',
  'i18n',
];

/** Reads the header at `start`; throws where rpm would refuse it. */
export function readHeader(bytes: Buffer, start = 0): Header {
  expect(bytes.toString('hex', start, start + 8) === '8eade80100000000', 'magic');
  const count = bytes.readUInt32BE(start + 8);
  const dataSize = bytes.readUInt32BE(start + 12);
  const index = start + 16;
  const data = bytes.subarray(index + 16 * count, index + 16 * count + dataSize);
  expect(data.length === dataSize, 'all of the data');
  const entry = (from: Buffer, at: number) => ({
    tag: from.readUInt32BE(at),
    type: from.readUInt32BE(at + 4),
    offset: from.readInt32BE(at + 8),
    count: from.readUInt32BE(at + 12),
  });
  const [region, ...rest] = Array.from({ length: count }, (_, i) => entry(bytes, index + 16 * i));
  expect(region?.type === 7 && region.count === 16, 'a region first');
  expect(region?.offset === dataSize - 16, 'the trailer last');
  const trailer = entry(data, dataSize - 16);
  expect(trailer.tag === region?.tag && trailer.type === 7 && trailer.count === 16, 'a trailer');
  expect(trailer.offset === -16 * count, 'every tag in the region');
  const tags = rest.map(({ tag, type, offset, count: values }) => ({
    tag,
    type: TYPES[type] ?? '?',
    offset,
    values: readValues(data, type, offset, values),
  }));
  return { region: region?.tag ?? 0, tags, size: 16 + 16 * count + dataSize };
}

function readValues(data: Buffer, type: number, offset: number, count: number) {
  expect(count > 0, 'no tag without values');
  if (type === 7) return [data.toString('hex', offset, offset + count)];
  const width = { 3: 2, 4: 4, 5: 8 }[type];
  if (width !== undefined) {
    expect(offset % width === 0, 'integers at multiples of their width');
    return Array.from({ length: count }, (_, i) => {
      const at = offset + i * width;
      return width === 8 ? Number(data.readBigUInt64BE(at)) : data.readUIntBE(at, width);
    });
  }
  expect(type === 8 || count === 1, 'one text unless it is a list');
  const out: string[] = [];
  let at = offset;
  while (out.length < count) {
    const end = data.indexOf(0, at);
    expect(end >= 0, 'a NUL at the end');
    out.push(data.toString('utf8', at, end));
    at = end + 1;
  }
  return out;
}

export interface ReadRpm {
  readonly lead: Buffer;
  readonly signature: Header;
  readonly header: Header;
  /** The main header, byte for byte. */
  readonly headerBytes: Buffer;
  readonly payload: Buffer;
}

export function readRpm(bytes: Buffer): ReadRpm {
  expect(bytes.toString('hex', 0, 4) === 'edabeedb', 'a lead');
  const signature = readHeader(bytes, 96);
  const start = Math.ceil((96 + signature.size) / 8) * 8;
  const header = readHeader(bytes, start);
  const end = start + header.size;
  return {
    lead: bytes.subarray(0, 96),
    signature,
    header,
    headerBytes: bytes.subarray(start, end),
    payload: bytes.subarray(end),
  };
}

/** Values of a tag; undefined when the header does not have it. */
export function valuesOf({ tags }: Header, tag: number): readonly (string | number)[] | undefined {
  return tags.find((candidate) => candidate.tag === tag)?.values;
}

/** One line for each tag. */
export function dump({ region, tags }: Header, names: ReadonlyMap<number, string>): string {
  const lines = tags.map(({ tag, type, values }) => {
    const list = values.map((value) => JSON.stringify(value)).join(' ');
    return `${tag} ${names.get(tag) ?? '?'} ${type} ${list}`;
  });
  return [`region ${region}`, ...lines, ''].join('\n');
}

function expect(fact: boolean, what: string): asserts fact {
  if (!fact) throw new Error(`expected ${what}`);
}
