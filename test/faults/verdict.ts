import type { Ended } from './strace.ts';

/** What is in the folder of packages: by name, a digest of the bytes. */
export type Files = ReadonlyMap<string, string>;

export interface Around {
  /** Before the run: packages of an older version under the same names. */
  readonly before: Files;
  /** After a run that nothing disturbs. */
  readonly whole: Files;
}

/** What a run left: `old`, `new`, `mixed` of whole files; or what is wrong. */
export function leftBy(now: Files, { before, whole }: Around): string {
  const states = [...whole].map(([name, digest]) => {
    const is = now.get(name);
    if (is === digest) return 'new';
    return is === before.get(name) ? 'old' : `${name} is neither old nor new`;
  });
  const strays = [...now.keys()].filter((name) => !whole.has(name) && !isTemporary(name));
  const wrong = [...states.filter((state) => state.includes(' ')), ...strays];
  if (wrong.length > 0) return wrong.join();
  const kinds = new Set(states);
  return kinds.size === 1 ? ([...kinds][0] ?? 'old') : 'mixed';
}

export function isTemporary(name: string): boolean {
  return /^\..*\.jaco-pkg\.tmp$/.test(name);
}

/** How a run ended, in a word. */
export function endOf({ status, signal, stderr }: Ended): string {
  if (signal) return signal;
  const [, code = 'said nothing'] = /\[([a-z_]+)\]\n/.exec(stderr) ?? [];
  return status === 0 ? '0' : `${status} ${code}`;
}
