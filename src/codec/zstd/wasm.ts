// libzstd as WebAssembly, loaded when it is first asked for.

/** Of the WebAssembly build; its dependency is at an exact version for that. */
export const ZSTD_VERSION = '1.5.7';

/** Compresses a chunk in this thread, by the WebAssembly build. */
export async function zstdWasm(chunk: Uint8Array, level: number): Promise<Uint8Array> {
  const zstd = await load();
  return zstd.compress(chunk, level);
}

/** Unpacks a frame that is known to be sound. */
export async function unpackZstd(frame: Uint8Array): Promise<Uint8Array> {
  const zstd = await load();
  return zstd.decompress(frame);
}

let loaded: ReturnType<typeof loadZstd> | undefined;

function load() {
  loaded ??= loadZstd();
  return loaded;
}

async function loadZstd() {
  const zstd = await import('@bokuweb/zstd-wasm');
  await zstd.init();
  return zstd;
}
