import type { Hash } from 'node:crypto';
import { concat } from '../../container/bytes.ts';
import { discard } from '../../model/discard.ts';
import type { DeflateEngine } from '../deflate/engine.ts';
import type { LzmaAloneEncoder } from '../lzma/lzma-alone.ts';
import type { Lzma2Encoder } from '../lzma/lzma2.ts';
import type { Bytes, Task } from './task.ts';

type DigestTask = Extract<Task, { kind: 'digest' }>;

/** Performs one task at a time, and keeps its encoders for the next task of the same kind. */
export class Engine {
  #deflate: DeflateEngine | undefined;
  #lzma2: { readonly level: number; readonly encoder: Lzma2Encoder } | undefined;
  #lzma: LzmaAloneEncoder | undefined;
  readonly #hashes = new Map<number, Hash>();

  async perform(task: Task): Promise<Uint8Array> {
    switch (task.kind) {
      case 'deflate':
        return this.#performDeflate(task.level, task.chunk, task.before);
      case 'lzma2':
        return this.#performLzma2(task.level, task.chunk);
      case 'lzma':
        return this.#performLzma(task.level, task.chunk, task.last);
      case 'zstd':
        return this.#performZstd(task.level, task.chunk);
      case 'digest':
        return this.#performDigest(task);
    }
  }

  async #performDeflate(level: number, chunk: Bytes, before: Bytes): Promise<Uint8Array> {
    const { DeflateEngine } = await import('../deflate/engine.ts');
    this.#deflate ??= new DeflateEngine();
    const packed = this.#deflate.deflate(chunk, before, level);
    discard(before);
    return packed;
  }

  async #performLzma2(level: number, chunk: Bytes): Promise<Uint8Array> {
    const { Lzma2Encoder } = await import('../lzma/lzma2.ts');
    const known = this.#lzma2;
    if (!known || known.level !== level || known.encoder.longest < chunk.length) {
      this.#lzma2 = { level, encoder: new Lzma2Encoder(level, chunk.length) };
    }
    return this.#lzma2?.encoder.encode(chunk) ?? chunk;
  }

  async #performZstd(level: number, chunk: Bytes): Promise<Uint8Array> {
    const { detachedBlocks } = await import('../zstd/detached.ts');
    const { zstdWasm } = await import('../zstd/wasm.ts');
    return detachedBlocks(await zstdWasm(chunk, level));
  }

  async #performLzma(level: number, chunk: Bytes, last: boolean): Promise<Uint8Array> {
    const { LzmaAloneEncoder } = await import('../lzma/lzma-alone.ts');
    this.#lzma ??= new LzmaAloneEncoder(level);
    const packed = this.#lzma.write(chunk);
    if (!last) return packed;
    const rest = this.#lzma.finish();
    this.#lzma = undefined;
    return concat([packed, rest]);
  }

  async #performDigest({ id, algorithm, chunk, last }: DigestTask): Promise<Uint8Array> {
    const hash = this.#hashes.get(id) ?? (await newHash(algorithm));
    hash.update(chunk);
    if (last) this.#hashes.delete(id);
    else this.#hashes.set(id, hash);
    return last ? new Uint8Array(hash.digest()) : new Uint8Array();
  }
}

/** Loaded only here, and once for each digest: most threads have no use for it. */
async function newHash(algorithm: DigestTask['algorithm']): Promise<Hash> {
  const { createHash } = await import('node:crypto');
  return createHash(algorithm);
}
