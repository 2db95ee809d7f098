// Builds a .deb, an .rpm and an .apk without an nfpm.yaml and without a file on disk.
//
//   node examples/from-memory.mjs [FOLDER]
import { build, JacoPkgError } from 'jaco-pkg';

const greeting = '#!/bin/sh\necho "Hello from $(cat /etc/hello/name)"\n';

try {
  const { artifacts } = await build({
    // The keys of nfpm.yaml. `data`, text or bytes, takes the place of a `src` on disk.
    config: {
      name: 'hello',
      arch: 'all',
      version: '1.2.3',
      maintainer: 'Hello Makers <hello@example.org>',
      description: 'Says hello',
      license: 'MIT',
      // Time of all that is in the packages. Nothing here has one of its own, so 1980 is the default.
      mtime: '2026-01-01T00:00:00Z',
      contents: [
        { dst: '/usr/bin/hello', data: greeting, file_info: { mode: 0o755 } },
        { dst: '/etc/hello/name', data: 'hello\n', type: 'config|noreplace' },
      ],
      scripts: { postinstall: { data: '#!/bin/sh\nset -e\n/usr/bin/hello\n' } },
    },
    packagers: ['deb', 'rpm', 'apk'],
    target: process.argv[2] ?? '.',
  });
  for (const { path, size, sha256 } of artifacts) console.log(`${sha256}  ${path}  ${size} bytes`);
} catch (error) {
  if (!(error instanceof JacoPkgError)) throw error;
  // Every problem at once, each with a stable code and, where there is one, its place.
  for (const { code, message, hint } of error.problems) console.error(code, message, hint ?? '');
  process.exitCode = 1;
}
