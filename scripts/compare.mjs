// Reads all packages below a folder, and holds what is found against what dpkg-deb, rpm, apk,
// pacman, makemsix and GNU tar say of them: npm run compare -- FOLDER
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write('usage: npm run compare -- FOLDER\n');
  process.exit(2);
}
const root = new URL('..', import.meta.url).pathname;
const { status } = spawnSync(
  'npx',
  ['vitest', 'run', '--config', 'test/inspect/compare/vitest.config.ts', '--root', '.'],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, COMPARE_PACKAGES: resolve(process.env.INIT_CWD ?? '.', folder) },
  },
);
process.exit(status ?? 1);
