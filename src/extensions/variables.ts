import type { Package } from '../model/package.ts';
import { semverText } from '../model/version.ts';
import { expandVariables, type Mapping } from '../nfpm-config/env.ts';

/** What of a package the variables below are made of. */
export type Described = Pick<Package, 'name' | 'version' | 'arch' | 'platform' | 'format'>;

/**
 * Variables of jaco-pkg.yaml: the environment, in which the package itself stands as well. What the
 * environment has by these names is what nfpm.yaml may be made of, and not always what comes out.
 */
export function packageVariables(
  { name, version, arch, platform, format }: Described,
  env: Readonly<Record<string, string | undefined>>,
): Mapping {
  const own: Readonly<Record<string, string>> = {
    PACKAGE_NAME: name,
    PACKAGE_VERSION: semverText(version),
    PACKAGE_RELEASE: version.release || '1',
    PACKAGE_ARCH: arch,
    PACKAGE_PLATFORM: platform,
    PACKAGE_FORMAT: format,
  };
  return (key) => {
    if (Object.hasOwn(own, key)) return own[key] ?? '';
    return (Object.hasOwn(env, key) ? env[key] : undefined) ?? '';
  };
}

/** Text with the variables of a package in it, as {@link packageVariables} has them. */
export function expandFor(
  text: string,
  pkg: Described,
  env: Readonly<Record<string, string | undefined>>,
): string {
  return expandVariables(text, packageVariables(pkg, env));
}
