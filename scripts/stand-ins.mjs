// Writes build/bin/{linux,darwin}/{amd64,arm64}/{jaco,jacod}: tiny programs that print their name,
// so that the packages of JACO can be built and installed without JACO's own programs. A program
// that is there already is left alone.
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { elf } from './elf.mjs';
import { CODE } from './machine-code.mjs';
import { macho } from './macho.mjs';

const FORMAT = { linux: elf, darwin: macho };
const PROGRAMS = ['jaco', 'jacod'];

const root = process.argv[2] ?? fileURLToPath(new URL('../build/bin', import.meta.url));

for (const [system, architectures] of Object.entries(CODE)) {
  for (const [arch, code] of Object.entries(architectures)) {
    for (const program of PROGRAMS) {
      const path = join(root, system, arch, program);
      if (existsSync(path)) continue;
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, FORMAT[system](arch, code(Buffer.from(`${program} stand-in 0.0.0\n`))));
      chmodSync(path, 0o755);
      process.stdout.write(`${relative('.', path)}\n`);
    }
  }
}
