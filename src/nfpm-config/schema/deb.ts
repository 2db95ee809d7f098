import { section, text, textMap, texts } from '../leaves.ts';
import { debScripts } from './scripts.ts';
import { debSignature } from './signature.ts';

const triggers = section({
  interest: texts('Triggers of others that this package reacts to.').optional(),
  interest_await: texts('The same; whoever sets them off waits for it.').optional(),
  interest_noawait: texts('The same; nobody waits for it.').optional(),
  activate: texts('Triggers of others that this package sets off.').optional(),
  activate_await: texts('The same, and waits for them.').optional(),
  activate_noawait: texts('The same, and does not wait.').optional(),
}).meta({ description: 'dpkg triggers; see deb-triggers(5).' });

export const deb = section({
  arch: text("Architecture in Debian's own names; used as it is.", 'armhf').optional(),
  arch_variant: text('Variant of the architecture.', 'amd64v3').optional(),
  scripts: debScripts.optional(),
  triggers: triggers.optional(),
  breaks: texts(
    'Packages that this one breaks. Environment variables are expanded.',
    'app-plugins (<< 2)',
  ).optional(),
  signature: debSignature.optional(),
  compression: text(
    'gzip (the default), xz, zstd or none; a level may follow a colon.',
    'gzip',
    'xz',
    'zstd:19',
    'none',
  ).optional(),
  fields: textMap(
    'Further fields of the control file; empty ones are left out. Environment variables are expanded in the values.',
  ).optional(),
  predepends: texts(
    'Packages that must be completely installed before this one is even unpacked. Environment variables are expanded.',
  ).optional(),
}).meta({ id: 'Deb', description: 'Settings for Debian packages.' });
