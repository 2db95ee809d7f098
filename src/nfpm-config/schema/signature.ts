import { choice, section, text } from '../leaves.ts';

const EXPANDED = 'Environment variables are expanded.';

const pgp = {
  key_id: text(
    `Id of the OpenPGP key or subkey to sign with, in hex; the first signing subkey when not given. ${EXPANDED}`,
    'bc8acdd415bd80b3',
  ).optional(),
};

function keyFile(what: string, passphrase: string) {
  return text(
    `${what}; the package is signed if this is given. The passphrase comes from $${passphrase}, else from $NFPM_PASSPHRASE. ${EXPANDED}`,
    'key.gpg',
  ).optional();
}

const KEY = 'OpenPGP secret key, binary or armored';

export const debSignature = section({
  key_file: keyFile(KEY, 'NFPM_DEB_PASSPHRASE'),
  ...pgp,
  method: choice('How to sign; `debsign` when not given.', ['debsign', 'dpkg-sig']).optional(),
  type: choice('Role of the signer; `origin` when not given.', [
    'origin',
    'maint',
    'archive',
  ]).optional(),
  signer: text('With `dpkg-sig`: who signs, as `Name <email>`.').optional(),
}).meta({ description: 'How to sign the deb.' });

export const rpmSignature = section({ key_file: keyFile(KEY, 'NFPM_RPM_PASSPHRASE'), ...pgp }).meta(
  { description: 'How to sign the rpm.' },
);

export const apkSignature = section({
  key_file: keyFile('RSA private key in PEM form', 'NFPM_APK_PASSPHRASE'),
  key_id: text(`Not used: apk keys have names. ${EXPANDED}`).optional(),
  key_name: text(
    'Name of the key: the public one is looked up as `/etc/apk/keys/<name>.rsa.pub`. By default the email address of the maintainer.',
    'origin',
  ).optional(),
}).meta({ description: 'How to sign the apk.' });

export const msixSignature = section({
  pfx_file: text(
    `PFX file with certificate and key; the package is signed if this is given. The passphrase comes from $NFPM_MSIX_PASSPHRASE. ${EXPANDED}`,
    'certificate.pfx',
  ).optional(),
}).meta({ description: 'How to sign the msix.' });
