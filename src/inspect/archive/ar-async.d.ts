/** The reading half of ar-async, which comes without types. */
declare module 'ar-async' {
  export interface ArEntry {
    fileName(): string;
    fileSize(): number;
    fileData(): AsyncIterable<Uint8Array>;
  }

  export interface ArReader {
    /** While the file is open. */
    fd: number | undefined;
    on(event: 'entry', listener: (entry: ArEntry, next: () => void) => void): this;
    on(event: 'error', listener: (error: Error) => void): this;
    on(event: 'close', listener: () => void): this;
  }

  const ar: { readonly ArReader: new (path: string) => ArReader };
  export default ar;
}
