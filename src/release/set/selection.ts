import { JacoPkgError } from '../../errors.ts';
import type { Slot } from './slots.ts';

/** What a selector may name. */
function factsOf({ job, pkg, fileName }: Slot): string[] {
  return [pkg.platform, pkg.arch, job.format, pkg.name, fileName];
}

/**
 * The packages that selectors choose, all of them without any. A selector is a platform, an
 * architecture, a format, the name of a package or of its file, or several of these joined by `/`,
 * which must all fit: `linux/arm64`, `arm64/deb`.
 * @throws JacoPkgError `usage` for a selector that chooses nothing
 */
export function selected(slots: readonly Slot[], selectors: readonly string[]): readonly Slot[] {
  if (selectors.length === 0) return slots;
  const useless = selectors.filter((selector) => !slots.some((slot) => fits(slot, selector)));
  if (useless.length > 0) {
    const known = new Set(slots.map(({ job, pkg }) => `${pkg.platform}/${pkg.arch}/${job.format}`));
    throw new JacoPkgError({
      code: 'usage',
      message: `nothing of the release is ${useless.join(', ')}`,
      hint: `there is ${[...known].join(', ')}`,
    });
  }
  return slots.filter((slot) => selectors.some((selector) => fits(slot, selector)));
}

function fits(slot: Slot, selector: string): boolean {
  const facts = factsOf(slot);
  return selector.split('/').every((part) => facts.includes(part));
}
