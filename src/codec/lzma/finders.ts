import { BinaryTree } from './binary-tree.ts';
import { HashChain } from './hash-chain.ts';
import type { MatchFinder } from './match-finder.ts';
import type { Preset } from './presets.ts';

/**
 * The match finder of a preset.
 * @param window how far back to look, a power of two
 */
export function createFinder({ fast, nice, depth }: Preset, window: number): MatchFinder {
  return fast ? new HashChain(window, nice, depth) : new BinaryTree(window, nice, depth);
}
