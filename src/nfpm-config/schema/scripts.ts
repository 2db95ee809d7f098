import { script, section } from '../leaves.ts';

const WHERE = 'A path on the build machine.';

export const scripts = section({
  preinstall: script(`Runs before the files are installed. ${WHERE}`).optional(),
  postinstall: script(`Runs after the files are installed. ${WHERE}`).optional(),
  preremove: script(`Runs before the files are removed. ${WHERE}`).optional(),
  postremove: script(`Runs after the files are removed. ${WHERE}`).optional(),
}).meta({ id: 'Scripts', description: 'Maintainer scripts, run as root by the package manager.' });

export const debScripts = section({
  rules: script(`The file \`rules\` of the control archive. ${WHERE}`).optional(),
  templates: script(`Templates of debconf questions. ${WHERE}`).optional(),
  config: script(`Asks the debconf questions, before preinst. ${WHERE}`).optional(),
}).meta({ description: 'Further files of the deb control archive.' });

export const rpmScripts = section({
  pretrans: script(`Runs before the whole transaction. ${WHERE}`).optional(),
  posttrans: script(`Runs after the whole transaction. ${WHERE}`).optional(),
  verify: script(`Runs for \`rpm -V\`. ${WHERE}`).optional(),
}).meta({ description: 'Scripts that only rpm has.' });

/** Of apk and Arch Linux. */
export const upgradeScripts = section({
  preupgrade: script(`Runs before an upgrade. ${WHERE}`).optional(),
  postupgrade: script(`Runs after an upgrade. ${WHERE}`).optional(),
}).meta({ id: 'UpgradeScripts', description: 'Scripts for upgrades.' });
