import { configs } from './configs.ts';
import { extracting } from './extracting.ts';
import { lints } from './linting.ts';
import { lists } from './lists.ts';
import { packages } from './packages.ts';
import { streams } from './streams.ts';
import type { Target } from './target.ts';
import { unpacking } from './unpacking.ts';

/** Everything that reads what others wrote. */
export const TARGETS: readonly Target[] = [
  ...packages,
  streams,
  extracting,
  ...lists,
  ...lints,
  unpacking,
  ...configs,
];

export function targetNamed(name: string): Target {
  const target = TARGETS.find((one) => one.name === name);
  if (!target) throw new RangeError(`there is no target ${name}`);
  return target;
}
