import { choice, list, section, text } from '../../nfpm-config/leaves.ts';
import { perFormat } from './per-format.ts';

const signer = section({
  command: list(text(''))
    .meta({
      description:
        'Program that signs, and its arguments: the data is its standard input, its output the signature.',
    })
    .optional(),
  key_file: text(
    'Secret key, in place of the one of nfpm.yaml. Variables are expanded.',
    'key.gpg',
  ).optional(),
  key_id: text('With a key file: the OpenPGP key or subkey, as 16 or 40 hex digits.').optional(),
  key_name: text('apk: what the public key is called in /etc/apk/keys.', 'origin').optional(),
  hash: choice('apk: `sha256` in place of the `sha1` that every apk-tools takes.', [
    'sha1',
    'sha256',
  ]).optional(),
}).meta({ id: 'Signer', description: 'Who signs the packages of a format.' });

export const signers = section(perFormat(() => signer.optional())).meta({
  description: 'Who signs, by format, where that is not a key that nfpm.yaml names.',
});
