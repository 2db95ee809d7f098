import { noise, prose } from './chance.ts';
import { machineCode } from './machine-code.ts';
import { put, putRecipes, STAGE } from './recipe.ts';

const MB = 1_000_000;
const APP = `${STAGE}/opt/bench`;
const TREE = `contents:\n  - { src: ${APP}, dst: /opt/bench, type: tree }\n`;

/** 20,000 text files of 200 to 4,000 bytes, in 200 folders. */
export function makeSmallFiles(folder: string): void {
  const sizes = noise('sizes', 40_000);
  const text = prose('small files', 4 * MB);
  for (let file = 0; file < 20_000; file += 1) {
    const size = 200 + (sizes.readUInt16LE(file * 2) % 3801);
    const start = (file * 7919) % (text.length - size);
    const path = `${APP}/folder-${String(file % 200).padStart(3, '0')}/file-${file}.txt`;
    put(folder, path, text.slice(start, start + size));
  }
  putRecipes(folder, TREE);
}

/** 200 MB as Electron lays out an application: a large program, packed resources, locales. */
export function makeElectron(folder: string): void {
  const bytes = (path: string, data: Uint8Array, mode?: number) =>
    put(folder, `${APP}/${path}`, data, mode);
  const text = (path: string, size: number) => put(folder, `${APP}/${path}`, prose(path, size));
  bytes('bench', machineCode(0, 120 * MB), 0o755);
  bytes('libffmpeg.so', machineCode(3 * MB, 3 * MB), 0o755);
  bytes('libGLESv2.so', machineCode(9 * MB, 6 * MB), 0o755);
  bytes('libvk_swiftshader.so', machineCode(17 * MB, 5 * MB), 0o755);
  bytes('icudtl.dat', machineCode(40 * MB, 10 * MB));
  bytes('resources.pak', noise('resources', 5 * MB));
  bytes('v8_context_snapshot.bin', machineCode(60 * MB, MB));
  for (let locale = 0; locale < 55; locale += 1) text(`locales/${locale}.pak`, 400_000);
  text('resources/app.asar', 22 * MB);
  for (let file = 0; file < 1200; file += 1) {
    text(`resources/app.asar.unpacked/node_modules/module-${file % 60}/${file}.js`, 5000);
  }
  putRecipes(folder, TREE);
}

/** A package without files. */
export function makeEmpty(folder: string): void {
  putRecipes(folder, '');
}
