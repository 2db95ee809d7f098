import { type ErrorProblem, throwIfAny } from '../errors.ts';
import type { FormatName } from '../model/package.ts';
import type { Place } from '../model/problem.ts';
import type { Recipe } from '../model/recipe.ts';
import { reportTo } from '../nfpm-config/report.ts';
import { copyright } from './copyright/index.ts';
import type { FileRef } from './files.ts';
import { compression, docs, exclude, modes, optdepends } from './plain.ts';
import { rpm } from './rpm.ts';
import type { ExtensionSettings } from './schema/index.ts';
import type { Context, Step } from './step.ts';
import { system } from './system.ts';
import { tarball } from './tarball.ts';

/** All extensions of packages. A new one is a line here. */
const STEPS: readonly Step[] = [
  exclude,
  docs,
  modes,
  optdepends,
  compression,
  rpm,
  tarball,
  copyright,
  system,
];

/** The files that the extensions of a format are made of. */
export function filesFor(
  settings: ExtensionSettings,
  format: FormatName,
  locate: (key: string) => Place,
): FileRef[] {
  const keys = STEPS.flatMap((step) => step.files?.(settings, format) ?? []);
  return keys.map(([key, given]) => ({ given, place: locate(key) }));
}

/**
 * A recipe with its extensions in it. It depends on nothing but what it is given.
 * @throws JacoPkgError with every problem found
 */
export function extend(recipe: Recipe, given: Omit<Context, 'report'>): Recipe {
  const problems: ErrorProblem[] = [];
  const context = { ...given, report: reportTo(problems, given.locate) };
  const extended = STEPS.reduce((before, step) => step.apply(before, context), recipe);
  throwIfAny(problems);
  const locate = (key: string) => (OWN_KEY.test(key) ? given.locate(key) : recipe.locate(key));
  return { ...extended, locate };
}

/** Keys of the model that come from extensions, where formats say what is wrong with them. */
const OWN_KEY =
  /^(tarball|archlinux\.(optdepends|compression)|rpm\.(supplements|enhances|triggers|file_triggers|interpreters|capabilities|requires\.(pre|preun|postun|pretrans|posttrans)))\b/;
