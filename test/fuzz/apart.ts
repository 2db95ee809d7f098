// Packages, taken apart down to what a reader sees last, so that changes get past checksums and
// compression; and put together again with the sizes and checksums made right.
import { gunzipSync, gzipSync } from 'node:zlib';
import { mutateBytes, textMutator } from './mutate.ts';
import { mutateCpio, mutateRpmHeader } from './rpm.ts';
import { mutateTar } from './tar.ts';
import type { Part, Taken } from './target.ts';
import { mutateZip } from './zip.ts';

const AR_MAGIC = '!<arch>\n';
const AR_HEADER = 60;

const isGzip = (bytes: Buffer) => bytes[0] === 0x1f && bytes[1] === 0x8b;
const plain = (bytes: Buffer) => (isGzip(bytes) ? gunzipSync(bytes) : bytes);
const packedLike = (like: Buffer, bytes: Buffer) =>
  isGzip(like) ? gzipSync(bytes, { level: 1 }) : bytes;

/** { header, body } of each member of an ar archive. */
function arMembers(input: Buffer): { readonly header: Buffer; readonly body: Buffer }[] {
  const members: { header: Buffer; body: Buffer }[] = [];
  for (let at = AR_MAGIC.length; at + AR_HEADER <= input.length; ) {
    const header = input.subarray(at, at + AR_HEADER);
    const size = Number(header.toString('latin1', 48, 58));
    const body = input.subarray(at + AR_HEADER, at + AR_HEADER + size);
    members.push({ header, body });
    at += AR_HEADER + size + (size % 2);
  }
  return members;
}

export function debApart(input: Buffer): Taken {
  const members = arMembers(input);
  const parts = members.map(({ header, body }): Part => {
    const isTar = header.toString('latin1').includes('.tar');
    return { mutate: isTar ? mutateTar : mutateBytes, bytes: isTar ? plain(body) : body };
  });
  const join = (changed: readonly Buffer[]) => {
    const joined = members.flatMap(({ header, body }, i) => {
      const bytes = packedLike(body, changed[i] ?? Buffer.alloc(0));
      const sized = Buffer.from(header);
      sized.write(String(bytes.length).padEnd(10), 48, 'latin1');
      return [sized, bytes, Buffer.alloc(bytes.length % 2, '\n')];
    });
    return Buffer.concat([Buffer.from(AR_MAGIC), ...joined]);
  };
  return { parts, join };
}

/** One tar archive, compressed or not. */
export function tarApart(input: Buffer): Taken {
  const parts = [{ mutate: mutateTar, bytes: plain(input) }];
  return { parts, join: ([tar]) => packedLike(input, tar ?? Buffer.alloc(0)) };
}

/** Tar archives in a tar archive: the inner ones and the outer are all parts. */
export function ipkApart(input: Buffer): Taken {
  const outer = plain(input);
  const inner: { at: number; body: Buffer }[] = [];
  for (let at = 0; at + 512 <= outer.length && outer[at] !== 0; ) {
    const size = Number.parseInt(outer.toString('latin1', at + 124, at + 135), 8);
    if (outer.toString('latin1', at, at + 100).includes('.tar')) {
      inner.push({ at, body: outer.subarray(at + 512, at + 512 + size) });
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
  const parts = inner.map(({ body }) => ({ mutate: mutateTar, bytes: plain(body) }));
  const join = (changed: readonly Buffer[]) => {
    const members = inner.map(({ at, body }, i) => {
      const bytes = packedLike(body, changed[i] ?? Buffer.alloc(0));
      const header = Buffer.from(outer.subarray(at, at + 512));
      header.write(bytes.length.toString(8).padStart(11, '0'), 124, 'latin1');
      header.write(' '.repeat(8), 148, 'latin1');
      const sum = header.reduce((total, byte) => total + byte, 0);
      header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
      return Buffer.concat([header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
    });
    const first = outer.subarray(0, inner[0]?.at ?? 0);
    return packedLike(input, Buffer.concat([first, ...members, Buffer.alloc(1024)]));
  };
  return { parts, join };
}

/** The gzip members of an apk: each starts where the one before ends. */
export function apkApart(input: Buffer): Taken {
  const starts = [0];
  for (let at = input.indexOf('\x1f\x8b\x08', 1, 'latin1'); at > 0; ) {
    starts.push(at);
    at = input.indexOf('\x1f\x8b\x08', at + 1, 'latin1');
  }
  const members = starts.map((start, i) => input.subarray(start, starts[i + 1]));
  const parts = members.map((member) => ({ mutate: mutateTar, bytes: gunzipSync(member) }));
  const join = (changed: readonly Buffer[]) =>
    Buffer.concat(changed.map((bytes) => gzipSync(bytes, { level: 1 })));
  return { parts, join };
}

/** Lead, signature header, header and payload; headers are of the length they say. */
export function rpmApart(input: Buffer): Taken {
  const headerSize = (at: number) =>
    16 + 16 * input.readUInt32BE(at + 8) + input.readUInt32BE(at + 12);
  const afterSignature = 96 + Math.ceil(headerSize(96) / 8) * 8;
  const afterHeader = afterSignature + headerSize(afterSignature);
  const payload = input.subarray(afterHeader);
  const signature = input.subarray(96, afterSignature);
  const parts = [
    { mutate: mutateRpmHeader, bytes: signature },
    { mutate: mutateRpmHeader, bytes: input.subarray(afterSignature, afterHeader) },
    { mutate: mutateCpio, bytes: plain(payload) },
  ];
  const join = ([sig = signature, header, cpio]: readonly Buffer[]) => {
    const packed = packedLike(payload, cpio ?? Buffer.alloc(0));
    return Buffer.concat([input.subarray(0, 96), sig, header ?? Buffer.alloc(0), packed]);
  };
  return { parts, join };
}

export function zipApart(input: Buffer): Taken {
  return { parts: [{ mutate: mutateZip, bytes: input }], join: ([zip]) => zip ?? Buffer.alloc(0) };
}

/** A text as one part. */
export function textApart(words: readonly string[]): (input: Buffer) => Taken {
  const mutate = textMutator(words);
  return (input) => ({
    parts: [{ mutate, bytes: input }],
    join: ([text]) => text ?? Buffer.alloc(0),
  });
}
