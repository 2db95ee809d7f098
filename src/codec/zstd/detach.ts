// Makes the blocks of a frame fit to stand anywhere in another one. Blocks depend on what stands
// before them in three ways: on tables, which the first blocks of a frame give themselves; on
// earlier bytes, of which they only know their own; and on the last three offsets. The latter
// are taken to be 1, 4 and 8 where a frame starts. So where a block repeats one of these, the
// offset is put in its place.
import { concat } from '../../container/bytes.ts';
import { type Block, parseBlock, tableBytesWith } from './block.ts';
import { blocksOf, COMPRESSED_BLOCK, type FramedBlock, LARGEST_BLOCK, withFirst } from './frame.ts';
import type { Table } from './fse.ts';
import { RecentOffsets } from './offsets.ts';
import {
  DEFAULT_TABLES,
  type Sequence,
  SequenceReader,
  type Tables,
  writeSequences,
} from './sequences.ts';

/**
 * The blocks of a frame, in a form that does not depend on what stands before them; undefined if
 * one became larger than blocks may be. (An offset takes a few bits more than its repetition.)
 * @param frame they take its place, if they fit into its buffer
 */
export function detach(frame: Uint8Array, largest = LARGEST_BLOCK): Uint8Array | undefined {
  const detacher = new Detacher();
  const before = [...blocksOf(frame)];
  const blocks = before.map((block) => detacher.take(block));
  if (blocks.some(({ content }) => content.length > largest)) return undefined;
  const changed = blocks.findLastIndex((block, i) => block !== before[i]);
  return withFirst(frame, before, blocks.slice(0, changed + 1));
}

class Detacher {
  readonly #recent = new RecentOffsets();
  /** Of the last block with sequences, as the encoder gave them. */
  #tables: Tables | undefined;
  /** Whether a decoder's last table of offsets is another. */
  #offsetsReplaced = false;

  take(block: FramedBlock): FramedBlock {
    const settled = this.#recent.agree && !this.#offsetsReplaced;
    if (settled || block.type !== COMPRESSED_BLOCK) return block;
    const parsed = parseBlock(block.content, this.#tables);
    if (!parsed) return block;
    this.#tables = parsed.tables;
    const content = this.#rewrite(parsed);
    return content ? { ...block, size: content.length, content } : block;
  }

  /** Undefined if there is nothing to change. */
  #rewrite(block: Block): Uint8Array | undefined {
    const reader = new SequenceReader(block.stream, block.tables, block.count);
    const { sequences, changed } = this.#follow(reader);
    const mustGive = this.#offsetsReplaced && block.repeatsOffsets;
    this.#offsetsReplaced = false;
    if (!changed) {
      return mustGive ? withTable(block, block.tables.offset, block.stream) : undefined;
    }
    if (sequences.every(({ offset }) => block.tables.offset.symbols.includes(offset.code))) {
      const rest = { stream: block.stream, place: reader.place };
      const stream = writeSequences(sequences, block.tables, reader.left > 0 ? rest : undefined);
      return mustGive ? withTable(block, block.tables.offset, stream) : withStream(block, stream);
    }
    // The table has no state for an offset that is now given: all go by the default one.
    while (reader.left > 0) sequences.push(reader.next());
    this.#offsetsReplaced = true;
    const tables = { ...block.tables, offset: DEFAULT_TABLES.offset };
    return withTable(block, tables.offset, writeSequences(sequences, tables, undefined));
  }

  /** Reads sequences until it no longer matters what stood before. */
  #follow(reader: SequenceReader): { sequences: Sequence[]; changed: boolean } {
    const sequences: Sequence[] = [];
    let changed = false;
    while (reader.left > 0 && !this.#recent.agree) {
      const sequence = reader.next();
      const { literals } = sequence;
      const offset = this.#recent.follow(sequence.offset, literals.code === 0);
      if (offset !== sequence.offset) changed = true;
      sequences.push({ ...sequence, offset });
    }
    return { sequences, changed };
  }
}

function withStream(block: Block, stream: Uint8Array): Uint8Array {
  return concat([block.head, block.tableBytes, stream]);
}

function withTable(block: Block, offset: Table, stream: Uint8Array): Uint8Array {
  return concat([block.head, tableBytesWith(block, offset), stream]);
}
