import { flag, list, section } from '../../nfpm-config/leaves.ts';
import { patterned, source } from '../leaves.ts';

/** systemd.unit(5): a prefix, the name of an instance after an `@`, and a type. */
const UNIT = {
  pattern:
    /^[A-Za-z0-9:_.\\-]+(@[A-Za-z0-9:_.\\-]*)?\.(service|socket|target|timer|path|mount|automount|swap|slice|device|scope)$/,
  hint: 'for example app.service, app.socket, app@.service or app@one.service',
};

const unit = section({
  unit: patterned('Name of the unit, as systemctl takes it.', UNIT, 'app.service', 'app.timer'),
  enable: flag('Enable it when the package is first installed.').optional(),
  start: flag('Start it when the package is first installed.').optional(),
  restart_on_upgrade: flag(
    'Restart it after an upgrade, if it runs; true when not given.',
    true,
  ).optional(),
  stop_on_remove: flag(
    'Stop it before the package is removed; true when not given.',
    true,
  ).optional(),
  user: flag('A unit of the users, which their own service managers run.').optional(),
}).meta({ id: 'Unit', description: 'A systemd unit, and what becomes of it.' });

export const systemd = list(unit).meta({
  description: 'Units that the package brings. Needs nothing but shell code in its scripts.',
});

export const sysusers = source(
  'Users and groups, in the form of sysusers.d(5): installed as `/usr/lib/sysusers.d/<name>.conf`, and created before the files are.',
  'packaging/sysusers.conf',
);

export const tmpfiles = source(
  'Files and folders, in the form of tmpfiles.d(5): installed as `/usr/lib/tmpfiles.d/<name>.conf`, and created after the installation.',
  'packaging/tmpfiles.conf',
);
