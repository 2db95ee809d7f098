import { defineConfig } from 'vitest/config';

/** For `npm run compare`: the one file that is not in the suite. */
export default defineConfig({
  test: {
    include: ['test/inspect/compare/folder.ts'],
    disableConsoleIntercept: true,
  },
});
