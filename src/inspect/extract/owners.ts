import { readFile } from 'node:fs/promises';
import type { PackageEntry } from '../model.ts';

/** Numbers of users and groups on this system. */
export interface Owners {
  /** By name; by the package's own number where this system has no such name. */
  of(entry: PackageEntry): [uid: number, gid: number];
}

export async function readOwners(): Promise<Owners> {
  const [users, groups] = await Promise.all(['/etc/passwd', '/etc/group'].map(readNumbers));
  return {
    of: ({ owner, group, uid, gid }) => [users?.get(owner) ?? uid, groups?.get(group) ?? gid],
  };
}

/** passwd(5), group(5): the name first, the number third. */
async function readNumbers(path: string): Promise<ReadonlyMap<string, number>> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return new Map(
    text.split('\n').flatMap((line) => {
      const [name, , number] = line.split(':');
      return name && number && /^\d+$/.test(number) ? [[name, Number(number)] as const] : [];
    }),
  );
}
