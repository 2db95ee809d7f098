import type { InspectOptions } from '../inspect/index.ts';
import type { Written } from '../output/index.ts';
import { writeWhole } from '../output/write-whole.ts';
import { pageHtml } from './page.ts';
import { subjectsOf } from './subject.ts';

export interface ReportOptions extends InspectOptions {
  /** The version before: a package, or a folder of packages. */
  readonly previous?: string;
}

/**
 * A page about a package, or about all in a folder: HTML that needs nothing besides. The same
 * packages make the same page. Throws what `inspect` throws.
 */
export async function report(path: string, options: ReportOptions = {}): Promise<string> {
  const { previous, ...rest } = options;
  return pageHtml(await subjectsOf(path, previous, rest));
}

/** Writes the page to a file: all of it, or nothing. Throws `target_unwritable` besides. */
export async function writeReport(
  path: string,
  target: string,
  options: ReportOptions = {},
): Promise<Written> {
  const page = Buffer.from(await report(path, options));
  return writeWhole(target, page, { signal: options.signal });
}
