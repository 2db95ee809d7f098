import { createCipheriv, createHash } from 'node:crypto';

/** Bytes that look like chance and do not compress; the same for the same seed. */
export function noise(seed: string, length: number): Buffer {
  const key = createHash('sha256').update(seed).digest();
  return createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(length));
}

const WORDS =
  `address after answer archive before bundle byte cache change channel client close command
config connect count daemon default device entry error event expect export field file filter first folder
format function handle header if import index input install interface job key label last layer length level
library limit line list load local lock log manager map memory message mode module name network next node null
object offset open option order output owner package path pattern policy port process profile queue read record
release remote request reset result return route rule run schema script section segment server session set
signal size socket source start state status stop store stream string system table target task test text time
token trace true type undefined unit update user value version volume wait watch while window worker write`
    .trim()
    .split(/\s+/);

/** Lines of words, about as text and source code compress; the same for the same seed. */
export function prose(seed: string, length: number): string {
  const draws = noise(seed, length);
  let text = '';
  for (let at = 0; text.length < length; at += 1) {
    const draw = draws[at % length] ?? 0;
    text += `${WORDS[draw % WORDS.length]}${draw % 11 === 0 ? ';\n' : draw % 7 === 0 ? '(' : ' '}`;
  }
  return text.slice(0, length);
}
