import type { Hashes } from './laboratory.ts';

/**
 * The outcome as text: packages with their hashes, under the environments that made them. Where
 * all agree there is one list; a package with two hashes is in two.
 */
export function table(outcomes: ReadonlyMap<string, Hashes>): string {
  const groups = new Map<string, string[]>();
  for (const [result, environments] of environmentsByResult(outcomes)) {
    const heading = environments.map((name) => `  ${name}`).join('\n');
    groups.set(heading, [...(groups.get(heading) ?? []), `  ${result}`]);
  }
  return [...groups]
    .map(([heading, results]) => `${results.sort().join('\n')}\nin each of\n${heading}\n`)
    .join('\n');
}

/** Hash and path of a package -> names of the environments that made it. */
function environmentsByResult(outcomes: ReadonlyMap<string, Hashes>): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [environment, hashes] of outcomes) {
    for (const [path, sha256] of Object.entries(hashes)) {
      const result = `${path}\n    ${sha256}`;
      found.set(result, [...(found.get(result) ?? []), environment]);
    }
  }
  return found;
}
