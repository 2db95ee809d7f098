/** Gives Node 20 the `ArrayBuffer.prototype.transfer` of later ones. Returns what takes it away again. */
export function haveTransfer(): () => void {
  if ('transfer' in ArrayBuffer.prototype) return () => {};
  Object.defineProperty(ArrayBuffer.prototype, 'transfer', {
    configurable: true,
    value(this: ArrayBuffer) {
      return structuredClone(this, { transfer: [this] });
    },
  });
  return () => {
    Reflect.deleteProperty(ArrayBuffer.prototype, 'transfer');
  };
}
