import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generateKey } from 'openpgp';
import { parseDocument } from 'yaml';
import { Authority, writePfx } from '../sign/certificates.ts';
import { RECIPES } from './recipes.ts';
import { EMPTY_FOLDERS, FILES, LINKS } from './sources.ts';

const inputs = (name: string) => readFileSync(new URL(`inputs/${name}`, import.meta.url), 'utf8');

/** Writes what the packages are made of, and for each recipe its two files. */
export async function writeProject(folder: string): Promise<void> {
  for (const [name, content] of Object.entries(FILES)) write(folder, name, content);
  for (const name of EMPTY_FOLDERS) mkdirSync(join(folder, name), { recursive: true });
  for (const [name, target] of Object.entries(LINKS)) symlinkSync(target, join(folder, name));
  for (const { name, base, settings, extensions } of RECIPES) {
    write(folder, `${name}.yaml`, changed(inputs(`${base ?? 'nfpm'}.yaml`), settings));
    write(folder, `${name}-more.yaml`, changed(inputs(`${base ?? 'nfpm'}-more.yaml`), extensions));
  }
  await writeKeys(join(folder, 'keys'));
}

function write(folder: string, name: string, content: string | Uint8Array): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  chmodSync(path, name.startsWith('bin/') ? 0o755 : 0o644);
}

function changed(yaml: string, settings: Readonly<Record<string, string>> = {}): string {
  const document = parseDocument(yaml);
  for (const [key, value] of Object.entries(settings)) document.setIn(key.split('.'), value);
  return document.toString();
}

/** New keys, of the kinds whose signatures are the same each time. */
async function writeKeys(folder: string): Promise<void> {
  mkdirSync(folder);
  const { privateKey } = await generateKey({
    type: 'ecc',
    curve: 'ed25519Legacy',
    userIDs: [{ name: 'Sun Dial', email: 'sun@dial.example' }],
    date: new Date('2023-01-01'),
    format: 'armored',
  });
  writeFileSync(join(folder, 'openpgp.asc'), privateKey);
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  writeFileSync(join(folder, 'rsa.pem'), rsa.export({ type: 'pkcs8', format: 'pem' }));
  const subject = [{ shortName: 'CN', value: 'Dial Works' }];
  const certified = new Authority().issue({ subject, to: new Date('2049-12-31') });
  chmodSync(writePfx(folder, 'code', certified, {}), 0o644);
}
