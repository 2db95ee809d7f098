import { section, text } from '../leaves.ts';
import { upgradeScripts } from './scripts.ts';
import { apkSignature } from './signature.ts';

export const apk = section({
  arch: text("Architecture in Alpine's own names; used as it is.", 'armhf').optional(),
  signature: apkSignature.optional(),
  scripts: upgradeScripts.optional(),
}).meta({ id: 'Apk', description: 'Settings for Alpine packages.' });
