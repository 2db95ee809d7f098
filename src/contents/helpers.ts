// Shell code beside maintainer scripts: before those that run before something (`preremove`), after
// those that run after it (`postinstall`).
import { JacoPkgError } from '../errors.ts';
import type { Script, ScriptName } from '../model/package.ts';
import type { ScriptHelper } from '../model/recipe.ts';

/** Shells whose language the code is in. */
const SHELLS: ReadonlySet<string> = new Set(['ash', 'bash', 'dash', 'ksh', 'mksh', 'sh']);

/**
 * debconf-devel(7): its module starts the script anew, below a program that asks the questions.
 * That must happen outside of the subshell, or else all that follows would run twice.
 */
const CONFMODULE = '. /usr/share/debconf/confmodule\n';

/**
 * A script with its helper.
 * @param script the user's; it stays whole, and may `exit` without taking the helper with it
 * @param interpreter what runs it, where that is not what its `#!` line says
 * @throws JacoPkgError with code `script_language` for a script that is no shell's
 */
export function withHelper(
  name: ScriptName,
  script: Script | undefined,
  { code, place }: ScriptHelper,
  interpreter = '',
): Script {
  if (!script?.bytes.length)
    return { name, bytes: Buffer.from(`#!/bin/sh\nset -e\n${code}`), place };
  const { first, rest } = partsOf(script.bytes);
  const shell = interpreter || first.replace(/^#!\s*/, '') || '/bin/sh';
  if (!isShell(shell)) throw otherLanguage(name, script, shell);
  const opening = first || '#!/bin/sh';
  const bytes = name.startsWith('pre')
    ? Buffer.concat([Buffer.from(`${opening}\n${code}\n`), rest])
    : Buffer.concat([Buffer.from(`${opening}\n${before(rest)}`), rest, Buffer.from(AFTER + code)]);
  return { ...script, bytes };
}

/** The colon is for scripts of nothing but comments. */
function before(rest: Uint8Array): string {
  const asks = /^\s*(\.|source)\s+\/usr\/share\/debconf\/confmodule\b/m;
  return `${asks.test(Buffer.from(rest).toString('latin1')) ? CONFMODULE : ''}(\n:\n`;
}

const AFTER = `
)
_status=$?
[ "$_status" -eq 0 ] || exit "$_status"

`;

/** The `#!` line without its end, '' for none; and what is not that. */
function partsOf(bytes: Uint8Array): { first: string; rest: Uint8Array } {
  if (bytes[0] !== 0x23 || bytes[1] !== 0x21) return { first: '', rest: bytes };
  const end = bytes.indexOf(0x0a);
  const line = end < 0 ? bytes : bytes.subarray(0, end);
  const rest = end < 0 ? new Uint8Array() : bytes.subarray(end + 1);
  return { first: new TextDecoder().decode(line).trimEnd(), rest };
}

/** `/bin/sh -e`, `/usr/bin/env bash`, `/bin/busybox sh`. */
function isShell(interpreter: string): boolean {
  const [program = '', argument = ''] = interpreter.split(/\s+/);
  const name = baseOf(program);
  return SHELLS.has(name === 'env' || name === 'busybox' ? baseOf(argument) : name);
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function otherLanguage(name: ScriptName, script: Script, shell: string): JacoPkgError {
  return new JacoPkgError({
    code: 'script_language',
    message: `the ${name} script ${script.name} is run by ${shell}, and shell code is to go with it`,
    place: script.place,
    hint: 'write it for /bin/sh, or do by hand what systemd, sysusers and tmpfiles of jaco-pkg.yaml ask for',
  });
}
