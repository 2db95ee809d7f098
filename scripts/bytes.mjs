/** Fields of a little-endian record, in order: [width in bytes, value], or bytes as they are. */
export function record(...fields) {
  return Buffer.concat(
    fields.map((field) => {
      if (Buffer.isBuffer(field)) return field;
      const [width, value] = field;
      const bytes = Buffer.alloc(width);
      if (width === 8) bytes.writeBigUInt64LE(BigInt(value));
      else bytes.writeUIntLE(value, 0, width);
      return bytes;
    }),
  );
}

/** Text padded with zeros to a fixed width, as names in object files are. */
export function padded(text, width) {
  const bytes = Buffer.alloc(width);
  bytes.write(text, 'latin1');
  return bytes;
}
