/**
 * The few globals that every runtime we target has (browser page, worker, Node 20). `shared/` is compiled without DOM and
 * Node types, so anything not declared here does not exist for it.
 */
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input?: ArrayBufferView | ArrayBuffer, options?: { stream?: boolean }): string;
}
declare class TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
}
interface AesCbc {
  readonly name: 'AES-CBC';
  readonly iv: Uint8Array;
}
/** Only handed on. */
interface AesKey {
  readonly type: string;
}
declare const crypto: {
  readonly subtle: {
    digest(algorithm: 'SHA-256', data: ArrayBufferView | ArrayBuffer): Promise<ArrayBuffer>;
    importKey(
      format: 'raw',
      key: ArrayBufferView,
      algorithm: 'AES-CBC',
      extractable: false,
      usages: readonly ('encrypt' | 'decrypt')[],
    ): Promise<AesKey>;
    encrypt(algorithm: AesCbc, key: AesKey, data: ArrayBufferView): Promise<ArrayBuffer>;
    decrypt(algorithm: AesCbc, key: AesKey, data: ArrayBufferView): Promise<ArrayBuffer>;
  };
  getRandomValues<T extends ArrayBufferView>(array: T): T;
};
declare const performance: { now(): number };
declare function setTimeout(handler: () => void, ms?: number): number;
/** Only as values to hand on: `readable` and `writable` are described where they are used (journal/copy/deflate). */
declare class CompressionStream {
  constructor(format: 'deflate-raw');
  readonly readable: object;
  readonly writable: object;
}
declare class DecompressionStream {
  constructor(format: 'deflate-raw');
  readonly readable: object;
  readonly writable: object;
}
