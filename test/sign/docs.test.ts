import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { extensionsFrom } from '../../src/extensions/index.ts';
import { configFrom } from '../../src/index.ts';
import { loadSigners, withSignature } from '../../src/sign/index.ts';
import { packageOf } from '../support/package.ts';

const text = readFileSync(new URL('../../docs/signing.md', import.meta.url), 'utf8');
const [nfpm, extensions] = [...text.matchAll(/^```yaml\n(.*?)^```/gms)].map(([, yaml]) =>
  parse(yaml ?? ''),
);

test('the nfpm.yaml of docs/signing.md is one', () => {
  const config = configFrom({ name: 'app', version: '1.0.0', ...nfpm }, { env: { KEYS: '/keys' } });
  const { signature } = config.recipe('apk');
  expect(signature).toMatchObject({ keyFile: '/keys/release.rsa', keyName: 'me@example.com-5f3a' });
  expect(config.recipe('deb').signature?.keyFile).toBe('/keys/release.gpg');
  expect(config.recipe('rpm').signature?.keyFile).toBe('/keys/release.gpg');
});

test('the jaco-pkg.yaml of docs/signing.md is one', async () => {
  const { signers } = extensionsFrom(extensions);
  const packages = (['deb', 'rpm', 'apk', 'archlinux'] as const).map((format) => {
    const kind = format === 'apk' ? 'rsa' : 'openpgp';
    return { pkg: withSignature(packageOf(format), kind, signers), kind } as const;
  });
  expect(packages.map(({ pkg }) => pkg.signature?.hash)).toEqual(['', '', 'sha256', '']);
  const env = { PATH: '' };
  const problems = await loadSigners(packages, { signers, env, cwd: '/' }).catch(
    (error) => error.problems,
  );
  expect(problems).toMatchObject([
    { code: 'signer_failed', place: { key: 'signers.deb.command' } },
    { code: 'signer_failed', place: { key: 'signers.rpm.command' } },
    { code: 'signer_failed', place: { key: 'signers.apk.command' } },
    { code: 'key_unreadable', place: { key: 'signers.archlinux.key_file' } },
  ]);
});
