import { section, text } from '../leaves.ts';
import { upgradeScripts } from './scripts.ts';

export const archlinux = section({
  pkgbase: text('Name shared by the parts of a split package; the name when not given.').optional(),
  arch: text("Architecture in Arch Linux's own names; used as it is.", 'armv7h').optional(),
  packager: text('Who made the package; `Unknown Packager` when not given.').optional(),
  scripts: upgradeScripts.optional(),
}).meta({ id: 'ArchLinux', description: 'Settings for Arch Linux packages.' });
