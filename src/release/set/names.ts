import { type ErrorProblem, throwIfAny } from '../../errors.ts';
import { compareUtf8 } from '../../model/order.ts';
import { type Named, nameOf } from './files.ts';
import { documentsFor, PART_DOCUMENTS } from './lists.ts';
import type { Product } from './manifest.ts';
import type { Slot } from './slots.ts';

interface Wanted {
  readonly name: string;
  /** What wants it. */
  readonly by: string;
  readonly problem: Pick<ErrorProblem, 'place' | 'hint'>;
}

/** One name in one folder; what is no letter for a person is none here. */
const FIT = /^(?!\.{1,2}$)[^/\\\p{Cc}\p{Cs}]+$/u;

/**
 * Names of all artifacts and files of a release, sorted.
 * @throws JacoPkgError `name_invalid`, `target_conflict` for names that cannot be or that two want
 */
export function assertNames(
  slots: readonly Slot[],
  files: readonly Named[],
  product: Pick<Product, 'name' | 'version'>,
): string[] {
  const wanted = [...slots.map(byPackage), ...files.map(byFile)];
  const reserved = [...documentsFor(product), ...PART_DOCUMENTS];
  const owners = new Map(reserved.map(({ name }) => [name, 'the release itself']));
  throwIfAny(
    wanted.flatMap(({ name, by, problem }): ErrorProblem[] => {
      if (!FIT.test(name)) {
        const message = `the name ${JSON.stringify(name)} of ${by} is no name of a file`;
        return [{ code: 'name_invalid', message, ...problem }];
      }
      const other = owners.get(name);
      owners.set(name, by);
      if (other === undefined) return [];
      const message = `two files of the release would be named ${name}: ${other} and ${by}`;
      return [{ code: 'target_conflict', message, ...problem }];
    }),
  );
  return wanted.map(({ name }) => name).sort(compareUtf8);
}

function byPackage({ job, pkg, fileName }: Slot): Wanted {
  const by = `the ${job.format} for ${pkg.platform}/${pkg.arch}`;
  const place = job.extensions?.locate(`release.names.${job.format}`);
  const hint = `use $PACKAGE_ARCH and $PACKAGE_PLATFORM in release.names.${job.format}`;
  return { name: fileName, by, problem: { ...(place && { place }), hint } };
}

function byFile(file: Named): Wanted {
  return { name: nameOf(file), by: file.path, problem: { place: file.place } };
}
