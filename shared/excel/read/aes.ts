/** AES as locked workbooks use it: without padding, which WebCrypto's CBC insists on. */

const BLOCK = 16;

/** Decrypts whole blocks in CBC mode. Throws on a key of a length that the runtime does not know. */
export async function decryptCbc(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Promise<Uint8Array> {
  if (data.length === 0) return data;
  const aes = await crypto.subtle.importKey('raw', key, 'AES-CBC', false, ['encrypt', 'decrypt']);
  // A block is put behind that decrypts to 16 × 0x10, the padding that WebCrypto wants to see and takes off again.
  const last = data.subarray(data.length - BLOCK).map((byte) => byte ^ BLOCK);
  const zero = new Uint8Array(BLOCK);
  const padding = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-CBC', iv: zero }, aes, last));
  const extended = new Uint8Array(data.length + BLOCK);
  extended.set(data);
  extended.set(padding.subarray(0, BLOCK), data.length);
  return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-CBC', iv }, aes, extended));
}

/** Decrypts whole blocks in ECB mode: CBC with its chaining taken back. */
export async function decryptEcb(key: Uint8Array, data: Uint8Array): Promise<Uint8Array> {
  const plain = await decryptCbc(key, new Uint8Array(BLOCK), data);
  for (let at = BLOCK; at < plain.length; at++) plain[at] = plain[at]! ^ data[at - BLOCK]!;
  return plain;
}
