// The shell code that goes with the scripts of a package, by format: when each of them is run, and
// what it is called with, differs.
import type { FormatName, ScriptName } from '../../model/package.ts';
import { type Accounts, createAll, createUsers } from './accounts.ts';
import { postinst, postrm, preinst, prerm } from './debian.ts';
import { either, type Lines, when } from './shell.ts';
import { beforeRemove, onInstall, onRemove, onUpgrade, type Unit } from './units.ts';

/** What the code takes care of. */
export interface Duties {
  readonly units: readonly Unit[];
  readonly accounts: Accounts;
}

type Code = Readonly<Partial<Record<ScriptName, Lines>>>;

const HEADING = '# By jaco-pkg: units, users and folders of the package.';

/** Code for each script that needs some; nothing for formats without scripts. */
export function scriptCode(format: FormatName, duties: Duties): ReadonlyMap<ScriptName, string> {
  const code = Object.entries(CODE[format]?.(duties) ?? {}) as [ScriptName, Lines][];
  return new Map(
    code
      .filter(([, lines]) => lines.length > 0)
      .map(([name, lines]) => [name, `${[HEADING, ...lines].join('\n')}\n`]),
  );
}

const CODE: Readonly<Partial<Record<FormatName, (duties: Duties) => Code>>> = {
  apk: bySlot,
  archlinux: bySlot,
  deb: ({ units, accounts }) => ({
    preinstall: preinst(accounts),
    postinstall: postinst(units, accounts),
    preremove: prerm(units),
    postremove: postrm(units),
  }),
  ipk: byOpkg,
  rpm: byCount,
  srpm: byCount,
};

/** Upgrades have scripts of their own: apk-package(5), and `.INSTALL` of pacman. */
function bySlot({ units, accounts }: Duties): Code {
  const [users, all] = [createUsers(accounts), createAll(accounts)];
  return {
    preinstall: users,
    preupgrade: users,
    postinstall: [...all, ...withUnits(units, onInstall)],
    postupgrade: [...all, ...withUnits(units, onUpgrade)],
    preremove: withUnits(units, beforeRemove),
    postremove: withUnits(units, onRemove),
  };
}

/**
 * rpm's scriptlets get the number of versions that there will be. In an upgrade the old package's
 * %postun comes last, when its files are gone; so that is where units are restarted.
 */
function byCount({ units, accounts }: Duties): Code {
  const reload = withUnits(units, onRemove);
  return {
    preinstall: createUsers(accounts),
    postinstall: [
      ...createAll(accounts),
      ...either(`[ "\${1:-}" = 1 ]`, withUnits(units, onInstall), reload),
    ],
    preremove: when(`[ "\${1:-}" = 0 ]`, withUnits(units, beforeRemove)),
    postremove: either(`[ "\${1:-}" = 0 ]`, reload, withUnits(units, onUpgrade)),
  };
}

/**
 * opkg calls scripts as dpkg does, but says that it upgrades in PKG_UPGRADE. Where it fills a root
 * (PKG_ROOT, or the variables of OpenWrt's and Yocto's image builders) they run on the machine that
 * builds it, which has no part in this.
 */
function byOpkg({ units, accounts }: Duties): Code {
  const here = (lines: Lines) =>
    when(`[ -z "\${IPKG_INSTROOT:-}\${D:-}" ] && [ "\${PKG_ROOT:-/}" = / ]`, lines);
  const removal = (lines: Lines) => here(when(`[ "\${1:-}" = remove ]`, lines));
  const [first, again] = [withUnits(units, onInstall), withUnits(units, onUpgrade)];
  return {
    preinstall: here(createUsers(accounts)),
    postinstall: here([
      ...createAll(accounts),
      ...either(`[ "\${PKG_UPGRADE:-0}" = 0 ]`, first, again),
    ]),
    preremove: removal(withUnits(units, beforeRemove)),
    postremove: removal(withUnits(units, onRemove)),
  };
}

function withUnits(units: readonly Unit[], lines: (units: readonly Unit[]) => Lines): Lines {
  return units.length === 0 ? [] : lines(units);
}
