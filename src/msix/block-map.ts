// AppxBlockMap.xml, by BlockMapSchema.xsd: the SHA-256 of each block, and its length once deflated.

import { windowsPath } from './names.ts';
import { headerSizeOf, type Part } from './parts.ts';
import { element, xmlDocument } from './xml.ts';

const NAMESPACE = 'http://schemas.microsoft.com/appx/2010/blockmap';
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';

export function blockMap(parts: readonly Part[]): string {
  const files = parts.map((part) => {
    const attributes = {
      Name: windowsPath(part.path),
      Size: String(part.size),
      LfhSize: String(headerSizeOf(part)),
    };
    const blocks = part.blocks.map(({ sha256, size }) =>
      element('Block', {
        Hash: Buffer.from(sha256).toString('base64'),
        Size: part.isDeflated ? String(size) : undefined,
      }),
    );
    return element('File', attributes, blocks);
  });
  return xmlDocument(element('BlockMap', { xmlns: NAMESPACE, HashMethod: SHA256 }, files));
}
