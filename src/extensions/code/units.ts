// systemctl(1) for the units of a package. Changes on disk (`enable`) need no running systemd;
// everything else is left alone where it does not run, as in a container or while an image is built.
import { forEach, has, type Lines, quietly, quoted, trying, when } from './shell.ts';

/** A unit and what becomes of it, all said. */
export interface Unit {
  readonly name: string;
  readonly enable: boolean;
  readonly start: boolean;
  readonly restart: boolean;
  readonly stop: boolean;
  readonly user: boolean;
}

/** sd_booted(3): the folder is there when systemd runs the system. */
const BOOTED = '[ -d /run/systemd/system ]';

/** Whether there is a systemd to talk to. */
export const RUNNING = `${BOOTED} && ${has('systemctl')}`;

export const RELOAD = quietly('systemctl daemon-reload');

/** When the package is first installed. */
export function onInstall(units: readonly Unit[]): Lines {
  return when(has('systemctl'), [...enable(units), ...when(BOOTED, [RELOAD, ...start(units)])]);
}

/** When another version of it was there. */
export function onUpgrade(units: readonly Unit[]): Lines {
  const running = namesOf(units, ({ restart }) => restart);
  return when(RUNNING, [RELOAD, ...acting('systemctl try-restart', running)]);
}

/** Before its last version goes. */
export function beforeRemove(units: readonly Unit[]): Lines {
  return when(has('systemctl'), [...when(BOOTED, stop(units)), ...disable(units)]);
}

/** After its last version went. */
export function onRemove(): Lines {
  return when(RUNNING, [RELOAD]);
}

/** @param program systemctl, however it is to be called */
export function enable(units: readonly Unit[], program = 'systemctl'): Lines {
  const wanted = units.filter((unit) => unit.enable);
  return switching(`${program} --no-reload`, 'enable', wanted);
}

export function disable(units: readonly Unit[], program = 'systemctl'): Lines {
  return switching(`${program} --no-reload`, 'disable', units);
}

function start(units: readonly Unit[]): Lines {
  const names = namesOf(units, (unit) => unit.start);
  return acting('systemctl start', names);
}

function stop(units: readonly Unit[]): Lines {
  return acting(
    'systemctl stop',
    namesOf(units, (unit) => unit.stop),
  );
}

/** Names to act on in the running system; of a template, that of all its running instances. */
export function namesOf(units: readonly Unit[], wanted: (unit: Unit) => boolean): string[] {
  return units
    .filter((unit) => !unit.user && wanted(unit))
    .map(({ name }) => name.replace(/@(?=\.[a-z]+$)/, '@*'));
}

/** A command with all names behind it. */
export function acting(command: string, names: readonly string[]): Lines {
  return names.length === 0 ? [] : [trying(`${command} ${names.map(quoted).join(' ')}`)];
}

function switching(program: string, verb: string, units: readonly Unit[]): Lines {
  const command = (scope: string) => (unit: string) => [
    quietly(`${program} ${scope}${verb} ${unit}`),
  ];
  const names = (user: boolean) =>
    units.filter((unit) => unit.user === user).map(({ name }) => name);
  return [...forEach(names(false), command('')), ...forEach(names(true), command('--global '))];
}
