import { createRequire } from 'node:module';

/** Version of jaco-pkg. */
export function toolVersion(): string {
  // By its own name, which leads to the same file from the sources and from a bundle of them.
  const manifest: unknown = createRequire(import.meta.url)('jaco-pkg/package.json');
  return manifest && typeof manifest === 'object' && 'version' in manifest
    ? String(manifest.version)
    : '';
}
