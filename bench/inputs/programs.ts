import { execFileSync } from 'node:child_process';
import { noise } from './chance.ts';
import { machineCode } from './machine-code.ts';
import { nfpmYaml, put, putRecipes, STAGE } from './recipe.ts';

const MB = 1_000_000;

/** J: a program of 15 MB and a daemon of 24 MB. */
export function makeJ(folder: string): void {
  put(folder, `${STAGE}/usr/bin/jay`, machineCode(0, 15 * MB), 0o755);
  put(folder, `${STAGE}/usr/bin/jayd`, machineCode(15 * MB, 24 * MB), 0o755);
  putRecipes(
    folder,
    `contents:
  - { src: ${STAGE}/usr/bin/jay, dst: /usr/bin/jay }
  - { src: ${STAGE}/usr/bin/jayd, dst: /usr/bin/jayd }
`,
  );
}

/** J for two architectures, as a commit with a version tag. */
export function makeRelease(folder: string): void {
  // No byte at the same place in both: nothing can be read once for the two.
  for (const [arch, shift] of [
    ['amd64', 0],
    ['arm64', 5 * MB + 1],
  ] as const) {
    put(folder, `bin/${arch}/jay`, machineCode(shift, 15 * MB), 0o755);
    put(folder, `bin/${arch}/jayd`, machineCode(shift + 15 * MB, 24 * MB), 0o755);
  }
  put(
    folder,
    'nfpm.yaml',
    nfpmYaml(`contents:
  - { src: "bin/\${PACKAGE_ARCH}/jay", dst: /usr/bin/jay, expand: true }
  - { src: "bin/\${PACKAGE_ARCH}/jayd", dst: /usr/bin/jayd, expand: true }
`),
  );
  put(
    folder,
    'jaco-pkg.yaml',
    'release:\n  formats: [deb, rpm, apk]\n  targets: [{ arch: amd64 }, { arch: arm64 }]\n',
  );
  put(folder, '.gitignore', 'bin/\n');
  commit(folder, 'v1.0.0');
}

/** One file of 1 GiB, of code and of noise in turns. */
export function makeBig(folder: string): void {
  const MIB = 1024 * 1024;
  const file = Buffer.alloc(1024 * MIB);
  for (let at = 0; at < file.length; at += 4 * MIB) {
    machineCode(at, 3 * MIB).copy(file, at);
    noise(`big ${at}`, MIB).copy(file, at + 3 * MIB);
  }
  put(folder, `${STAGE}/opt/bench/big`, file);
  putRecipes(folder, `contents:\n  - { src: ${STAGE}/opt/bench/big, dst: /opt/bench/big }\n`);
}

function commit(folder: string, tag: string): void {
  const when = '2024-01-01T00:00:00Z';
  const env = { ...process.env, GIT_AUTHOR_DATE: when, GIT_COMMITTER_DATE: when };
  const who = ['-c', 'user.name=Bench', '-c', 'user.email=bench@bench.example'];
  for (const args of [
    ['init', '--quiet'],
    ['add', '.'],
    [...who, '-c', 'commit.gpgsign=false', 'commit', '--quiet', '--message', tag],
    ['tag', tag],
  ]) {
    execFileSync('git', args, { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] });
  }
}
