// Debian's way with units: deb-systemd-helper(1p) remembers what was enabled between removal and
// purge, deb-systemd-invoke(1p) asks policy-rc.d. Scripts are called as Debian Policy, chapter 6,
// has it; with DPKG_ROOT set they run outside of the system they are for.
import type { Accounts } from './accounts.ts';
import { createAll, createUsers } from './accounts.ts';
import { block, either, forEach, has, type Lines, quietly, trying, when } from './shell.ts';
import { acting, disable, enable, namesOf, RELOAD, RUNNING, type Unit } from './units.ts';

/** shellcheck knows that it stays one word. */
const IN_ROOT = ` \${DPKG_ROOT:+--root="$DPKG_ROOT"}`;
const IN_PLACE = `[ -z "\${DPKG_ROOT:-}" ]`;
const HELPER = has('deb-systemd-helper');

/** For a Debian without its helpers. lintian takes a line that begins with systemctl for a slip. */
const PLAINLY = 'command systemctl';

/** To set {@link ACT}: what acts on the running system. */
const CHOOSE: Lines = [
  '_act=systemctl',
  `if ${has('deb-systemd-invoke')}; then _act=deb-systemd-invoke; fi`,
];
const ACT = '"$_act"';

export function preinst(accounts: Accounts): Lines {
  return inCase('install | upgrade', createUsers(accounts, IN_ROOT));
}

export function postinst(units: readonly Unit[], accounts: Accounts): Lines {
  return inCase('configure | abort-upgrade | abort-deconfigure | abort-remove', [
    ...createAll(accounts, IN_ROOT),
    ...either(HELPER, keepState(units), whenInPlace(`[ -z "\${2:-}" ]`, enable(units, PLAINLY))),
    ...whenInPlace(RUNNING, units.length === 0 ? [] : [RELOAD, ...startOrRestart(units)]),
  ]);
}

export function prerm(units: readonly Unit[]): Lines {
  const names = namesOf(units, ({ stop }) => stop);
  const stop = names.length === 0 ? [] : [...CHOOSE, ...acting(`${ACT} stop`, names)];
  return inCase('remove', [
    ...whenInPlace(RUNNING, stop),
    ...whenInPlace(`! ${HELPER} && ${has('systemctl')}`, disable(units, PLAINLY)),
  ]);
}

export function postrm(units: readonly Unit[]): Lines {
  if (units.length === 0) return [];
  const purge = (names: readonly Unit[], scope: string) =>
    forEach(
      names.map(({ name }) => name),
      (unit) => [trying(`deb-systemd-helper ${scope}purge ${unit}`)],
    );
  return inCases(
    arm('remove', whenInPlace(RUNNING, [RELOAD])),
    arm('purge', when(HELPER, inBothScopes(units, purge))),
  );
}

/** As it was on upgrades, enabled or not; on first installation, as configured. */
function keepState(units: readonly Unit[]): Lines {
  return inBothScopes(units, (some, scope) => {
    const helper = `deb-systemd-helper ${scope}`;
    const named = (enabled: boolean) =>
      some.filter(({ enable }) => enable === enabled).map(({ name }) => name);
    const wasEnabled = (unit: string) => `deb-systemd-helper --quiet ${scope}was-enabled ${unit}`;
    const enableIt = (unit: string) => [trying(`${helper}enable ${unit}`)];
    const noteIt = (unit: string) => [trying(`${helper}update-state ${unit}`)];
    return [
      // Of a unit that is new here, `was-enabled` says yes.
      ...forEach(named(true), (unit) => [
        quietly(`${helper}unmask ${unit}`),
        ...either(wasEnabled(unit), enableIt(unit), noteIt(unit)),
      ]),
      ...forEach(named(false), (unit) => [
        ...when(`${helper}debian-installed ${unit} && ${wasEnabled(unit)}`, enableIt(unit)),
        ...noteIt(unit),
      ]),
    ];
  });
}

/**
 * With a version behind `configure` the package was there before: mostly this is an upgrade, but
 * after a removal without a purge the units are down. So, as with debhelper, units that are to be
 * started are so here too, unless they are not enabled.
 */
function startOrRestart(units: readonly Unit[]): Lines {
  const act = (verb: string, wanted: (unit: Unit) => boolean) =>
    acting(`${ACT} ${verb}`, namesOf(units, wanted));
  const first = act('start', ({ start }) => start);
  const again = [
    ...act('restart', ({ start, restart }) => start && restart),
    ...act('try-restart', ({ start, restart }) => !start && restart),
    ...act('start', ({ start, restart }) => start && !restart),
  ];
  const chosen = either(`[ -z "\${2:-}" ]`, first, again);
  return chosen.length === 0 ? [] : [...CHOOSE, ...chosen];
}

function inBothScopes(
  units: readonly Unit[],
  lines: (some: readonly Unit[], scope: string) => Lines,
): Lines {
  return [
    ...lines(
      units.filter(({ user }) => !user),
      '',
    ),
    ...lines(
      units.filter(({ user }) => user),
      '--user ',
    ),
  ];
}

function whenInPlace(condition: string, inner: Lines): Lines {
  return when(`${IN_PLACE} && ${condition}`, inner);
}

function inCase(actions: string, inner: Lines): Lines {
  return inCases(arm(actions, inner));
}

function inCases(...arms: readonly Lines[]): Lines {
  return block(`case "\${1:-}" in`, arms.flat(), 'esac');
}

function arm(actions: string, inner: Lines): Lines {
  return block(`${actions})`, inner, '  ;;');
}
