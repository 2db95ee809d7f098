import { flag, integer, list, section, text, textMap, texts } from '../leaves.ts';

const alternative = section({
  priority: integer('The alternative with the highest priority is the one linked to.').optional(),
  target: text('What the link points to.', '/usr/bin/vim').optional(),
  link_name: text('Path of the link.', '/usr/bin/editor').optional(),
}).meta({ description: 'A link shared with other packages.' });

export const ipk = section({
  abi_version: text('ABI version of a library, added to the name.').optional(),
  alternatives: list(alternative)
    .meta({ description: 'Links that several packages can provide.' })
    .optional(),
  arch: text("Architecture in OpenWrt's own names; used as it is.", 'mipsel_24kc').optional(),
  auto_installed: flag('Counts as installed only for the sake of another.').optional(),
  essential: flag('Must not be removed.').optional(),
  fields: textMap(
    'Further fields of the control file; empty ones are left out. Environment variables are expanded in the values.',
  ).optional(),
  predepends: texts(
    'Packages that must be completely installed before this one is even unpacked. Environment variables are expanded.',
  ).optional(),
  tags: texts('Tags for searching.').optional(),
}).meta({ id: 'Ipk', description: 'Settings for OpenWrt packages.' });
