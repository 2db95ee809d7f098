import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar as YamlScalar,
} from 'yaml';
import type { ErrorCode } from '../errors.ts';
import { Scalar } from './scalar.ts';
import { listTree, type MapEntry, mapTree, scalarTree, type Tree } from './tree.ts';

/** Something wrong at an offset of the text. */
export interface Fault {
  readonly at: number;
  readonly code: ErrorCode;
  readonly message: string;
}

/** How many nodes aliases and merge keys may add to those that are written. */
const MAX_COPIES = 500_000;

/** Tags of the core schema; the text stays what it is, only `!!str` forbids to interpret it. */
const CORE_TAG = /^tag:yaml\.org,2002:(str|int|float|bool|null|timestamp|map|seq|merge)$/;

/**
 * Turns the library's nodes into a {@link Tree}: aliases resolved (as shared branches, so that a
 * bomb stays small), `<<` merged by go-yaml's rules, duplicate keys refused.
 */
export class TreeBuilder {
  readonly faults: Fault[] = [];
  private readonly anchors = new Map<string, Tree>();
  private written = 0;
  private merged = 0;

  build(node: Node, maxDepth: number): Tree {
    const root = this.convert(node);
    if (root.size > this.written + MAX_COPIES || this.merged > MAX_COPIES) {
      const message = `aliases blow the file up to more than ${MAX_COPIES} further values`;
      this.fault(root.at, 'config_alias_bomb', message);
    } else if (root.depth > maxDepth) {
      this.fault(root.at, 'config_alias_bomb', `aliases nest more than ${maxDepth} levels deep`);
    }
    return root;
  }

  private convert(node: unknown): Tree {
    if (isAlias(node)) return this.resolve(node.source, node.range?.[0] ?? 0);
    this.written++;
    const tree = this.convertNode(node);
    if ((isScalar(node) || isMap(node) || isSeq(node)) && node.anchor) {
      this.anchors.set(node.anchor, tree);
    }
    return tree;
  }

  private convertNode(node: unknown): Tree {
    if (isSeq(node)) {
      this.checkTag(node);
      return listTree(
        node.items.map((item) => this.convert(item)),
        startOf(node),
      );
    }
    if (isMap(node)) {
      this.checkTag(node);
      return mapTree(this.entriesOf(node.items), startOf(node));
    }
    if (isScalar(node)) {
      this.checkTag(node);
      return scalarTree(scalarOf(node), startOf(node));
    }
    return scalarTree(new Scalar('', false), 0);
  }

  private resolve(name: string, at: number): Tree {
    const tree = this.anchors.get(name);
    if (tree) return tree;
    this.fault(at, 'config_yaml', `the alias *${name} has no complete anchor &${name} before it`);
    return scalarTree(new Scalar('', false), at);
  }

  private entriesOf(pairs: readonly Pair[]): Map<string, MapEntry> {
    const entries = new Map<string, MapEntry>();
    const merges: Tree[] = [];
    const seen = new Set<string>();
    for (const { key, value } of pairs) {
      const name = this.convert(key);
      if (name.kind !== 'scalar') {
        this.fault(name.at, 'config_yaml', 'a key must be text, not a list or a mapping');
        continue;
      }
      const { text, quoted } = name.scalar;
      if (seen.has(text)) {
        const message = `the key ${JSON.stringify(text)} is here twice`;
        this.fault(name.at, 'config_duplicate_key', message);
      }
      seen.add(text);
      const tree = this.convert(value);
      if (text === '<<' && !quoted) merges.push(tree);
      else if (!entries.has(text)) entries.set(text, { at: name.at, value: tree });
    }
    for (const merge of merges) this.merge(entries, merge);
    return entries;
  }

  /** https://yaml.org/type/merge.html: what is there already wins, of several the first. */
  private merge(into: Map<string, MapEntry>, from: Tree): void {
    for (const tree of from.kind === 'list' ? from.items : [from]) {
      if (tree.kind !== 'map') {
        this.fault(tree.at, 'config_yaml', '<< takes a mapping, or a list of mappings');
        continue;
      }
      if (this.merged > MAX_COPIES) return;
      this.merged += tree.entries.size;
      for (const [key, entry] of tree.entries) if (!into.has(key)) into.set(key, entry);
    }
  }

  private checkTag(node: Node & { readonly tag?: string | undefined }): void {
    if (!node.tag || node.tag === '!' || CORE_TAG.test(node.tag)) return;
    this.fault(startOf(node), 'config_yaml', `the tag ${node.tag} is not supported`);
  }

  private fault(at: number, code: ErrorCode, message: string): void {
    this.faults.push({ at, code, message });
  }
}

function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

function scalarOf({ value, type, tag }: YamlScalar): Scalar {
  const text = typeof value === 'string' ? value : '';
  const core = tag === undefined ? undefined : CORE_TAG.exec(tag)?.[1];
  return new Scalar(text, core === undefined ? type !== 'PLAIN' : core === 'str');
}
