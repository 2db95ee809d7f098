// The dynamic section, gABI chapter 5: pairs of a tag and a value, up to DT_NULL.
import type { ElfBytes } from './elf-bytes.ts';
import type { Elf, Segment } from './model.ts';

const DT = {
  null: 0,
  needed: 1,
  strtab: 5,
  soname: 14,
  rpath: 15,
  textrel: 22,
  flags: 30,
  runpath: 29,
};
const DF_TEXTREL = 4;
const PT_LOAD = 1;
/** Far more than any linker writes. */
const MOST = 10_000;
const MAX_TEXT = 4096;

type Dynamic = Pick<Elf, 'needed' | 'soname' | 'searchPath' | 'hasTextRelocations'>;

export function readDynamic(
  file: ElfBytes,
  dynamic: Segment | undefined,
  segments: readonly Segment[],
): Dynamic {
  const pairs = dynamic ? pairsOf(file, dynamic) : [];
  const values = (wanted: number) => pairs.filter(([tag]) => tag === wanted).map(([, v]) => v);
  const strings = stringsAt(values(DT.strtab)[0], segments);
  const texts = (tag: number) =>
    strings === undefined ? [] : values(tag).map((at) => file.text(strings + at, MAX_TEXT));
  return {
    needed: texts(DT.needed),
    soname: texts(DT.soname)[0] ?? '',
    searchPath: [...texts(DT.rpath), ...texts(DT.runpath)].flatMap((path) => path.split(':')),
    hasTextRelocations:
      values(DT.textrel).length > 0 || values(DT.flags).some((flags) => (flags & DF_TEXTREL) !== 0),
  };
}

function pairsOf(file: ElfBytes, { offset, size }: Segment): [tag: number, value: number][] {
  const width = file.is64 ? 8 : 4;
  const pairs: [number, number][] = [];
  for (let at = offset; at < offset + size && pairs.length < MOST; at += 2 * width) {
    const tag = file.word(at);
    if (tag === DT.null) break;
    pairs.push([tag, file.word(at + width)]);
  }
  return pairs;
}

/** Where in the file the table of strings is, which the section gives by its address. */
function stringsAt(address: number | undefined, segments: readonly Segment[]): number | undefined {
  if (address === undefined) return undefined;
  const segment = segments.find(
    ({ type, address: start, size }) =>
      type === PT_LOAD && address >= start && address < start + size,
  );
  return segment && segment.offset + address - segment.address;
}
