import * as z from 'zod';
import { text } from '../leaves.ts';
import { upgradeScripts } from './scripts.ts';
import { apkSignature } from './signature.ts';

export const apk = z
  .strictObject({
    arch: text("Architecture in Alpine's own names; used as it is.", 'armhf').optional(),
    signature: apkSignature.optional(),
    scripts: upgradeScripts.optional(),
  })
  .meta({ id: 'Apk', description: 'Settings for Alpine packages.' });
