import { readFileSync } from 'node:fs';

/** Version of jaco-pkg. */
export function toolVersion(): string {
  const manifest = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  const parsed: unknown = JSON.parse(manifest);
  return parsed && typeof parsed === 'object' && 'version' in parsed ? String(parsed.version) : '';
}
