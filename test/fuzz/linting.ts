// What lint looks at besides the package itself: programs, scripts and units in it.
import { readElf } from '../../src/lint/elf/elf.ts';
import { judge, subjectOfPackage } from '../../src/lint/index.ts';
import { debApart } from './apart.ts';
import { corpus } from './corpus.ts';
import { mutateNumbers } from './mutate.ts';
import { packagesOf } from './seeds.ts';
import { Oddity, type Target } from './target.ts';

const elf: Target = {
  name: 'elf',
  seeds: async () => corpus('elf'),
  takeApart: (input) => ({
    parts: [{ mutate: mutateNumbers, bytes: input }],
    join: ([bytes = input]) => bytes,
  }),
  async read(input) {
    const found = readElf(input);
    if (found && found.needed.length > 10_000) throw new Oddity('needs too much');
  },
};

const linting: Target = {
  name: 'lint',
  seeds: () => packagesOf('deb'),
  takeApart: debApart,
  async read(input) {
    judge(await subjectOfPackage(input));
  },
};

export const lints: readonly Target[] = [elf, linting];
