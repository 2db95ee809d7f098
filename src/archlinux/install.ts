// .INSTALL: a shell file that pacman sources, to call one of six functions; PKGBUILD(5),
// "Install/Upgrade/Remove Scripting".
import { concat, utf8 } from '../container/bytes.ts';
import type { Package, ScriptName } from '../model/package.ts';

const FUNCTIONS: readonly (readonly [name: string, script: ScriptName])[] = [
  ['post_install', 'postinstall'],
  ['post_remove', 'postremove'],
  ['post_upgrade', 'postupgrade'],
  ['pre_install', 'preinstall'],
  ['pre_remove', 'preremove'],
  ['pre_upgrade', 'preupgrade'],
];

/** The file, or undefined when the package has no scripts. Each script becomes a function. */
export function installFile({ scripts }: Package): Uint8Array | undefined {
  const functions = FUNCTIONS.flatMap(([name, script]) => {
    const bytes = scripts[script]?.bytes;
    return bytes ? [utf8(`function ${name}() {\n`), bytes, utf8('\n}\n\n')] : [];
  });
  return functions.length > 0 ? concat(functions) : undefined;
}
