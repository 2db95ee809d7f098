import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { encodeSignature, type SecretKey, sign } from '../../src/minisign/index.ts';
import { writeSums } from '../../src/release/sums.ts';

/** Writes files, SHA256SUMS over them, and its signature. */
export async function makeRelease(
  folder: string,
  files: Readonly<Record<string, string>>,
  key: SecretKey,
): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  const sums = Object.entries(files).map(([name, content]) => {
    return { name, sha256: createHash('sha256').update(content).digest('hex') };
  });
  await writeSigned(folder, writeSums(sums), key);
}

/** Writes a SHA256SUMS of any text, and its signature. */
export async function writeSigned(folder: string, text: string, key: SecretKey): Promise<void> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'SHA256SUMS'), text);
  const signature = await sign(Buffer.from(text), key, { trusted: 'file:SHA256SUMS' });
  writeFileSync(join(folder, 'SHA256SUMS.minisig'), encodeSignature(signature));
}
