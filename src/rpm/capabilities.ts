// capabilities(7) of files, in the form of cap_from_text(3):
//   capabilities = clause *( blank clause )
//   clause       = [ "all" / name *( "," name ) ] 1*( operator *( "e" / "i" / "p" ) )
//   operator     = "=" / "+" / "-"
import type { PlannedEntry } from '../model/entry.ts';
import type { FormatErrorCode } from '../model/format.ts';
import type { Package } from '../model/package.ts';
import type { Problem } from '../model/problem.ts';

const TEXT = /^\s*(?:(?:all|cap_[a-z0-9_]+(?:,cap_[a-z0-9_]+)*)?(?:[=+-][eip]*)+(?:\s+|$))+$/i;

/** Capabilities by file, or undefined when none has any. */
export function capabilitiesOf(
  pkg: Package,
  files: readonly { readonly path: string }[],
): string[] | undefined {
  const { capabilities } = pkg.rpm;
  if (Object.keys(capabilities).length === 0) return undefined;
  return files.map(({ path }) =>
    Object.hasOwn(capabilities, path) ? (capabilities[path] ?? '') : '',
  );
}

export function checkCapabilities(
  pkg: Package,
  entries: readonly PlannedEntry[],
): Problem<FormatErrorCode>[] {
  const types = new Map(entries.map(({ path, type }) => [path, type]));
  return Object.entries(pkg.rpm.capabilities).flatMap(([path, text]) => {
    const place = pkg.locate(`rpm.capabilities.${path}`);
    const found: Problem<FormatErrorCode>[] = [];
    if (types.get(path) !== 'file') {
      const message = `capabilities are for files, and ${path} is ${types.get(path) ?? 'nothing'} in the package`;
      const hint = 'give the path that the file has in the package';
      found.push({ code: 'content_path', message, place, hint });
    }
    if (!TEXT.test(text)) {
      const message = `${JSON.stringify(text)} is no set of capabilities`;
      found.push({ code: 'format_limit', message, place, hint: 'for example cap_net_raw=ep' });
    }
    return found;
  });
}
