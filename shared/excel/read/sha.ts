/**
 * SHA-1, SHA-384 and SHA-512 (FIPS 180-4), synchronous: deriving the key of a locked workbook takes 100,000 of them in a
 * row, which costs seconds of waiting when each is a promise of WebCrypto.
 */

export type Hash = (data: Uint8Array) => Uint8Array;

/** Message, 0x80, zeros and the length in bits, filled up to whole blocks. */
function padded(data: Uint8Array, block: 64 | 128): DataView {
  const lengthBytes = block / 8;
  const size = Math.ceil((data.length + 1 + lengthBytes) / block) * block;
  const bytes = new Uint8Array(size);
  bytes.set(data);
  bytes[data.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setUint32(size - 8, Math.floor(data.length / 0x2000_0000));
  view.setUint32(size - 4, (data.length << 3) >>> 0);
  return view;
}

export function sha1(data: Uint8Array): Uint8Array {
  const view = padded(data, 64);
  const words = new Int32Array(80);
  const state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);
  for (let block = 0; block < view.byteLength; block += 64) {
    for (let i = 0; i < 16; i++) words[i] = view.getInt32(block + i * 4);
    for (let i = 16; i < 80; i++) {
      const mixed = words[i - 3]! ^ words[i - 8]! ^ words[i - 14]! ^ words[i - 16]!;
      words[i] = (mixed << 1) | (mixed >>> 31);
    }
    let [a, b, c, d, e] = state as unknown as [number, number, number, number, number];
    for (let i = 0; i < 80; i++) {
      const next = (((a << 5) | (a >>> 27)) + round1(i, b, c, d) + e + words[i]!) | 0;
      e = d;
      d = c;
      c = (b << 30) | (b >>> 2);
      b = a;
      a = next;
    }
    [a, b, c, d, e].forEach((value, i) => (state[i] = state[i]! + value));
  }
  return bigEndian(state);
}

function round1(step: number, b: number, c: number, d: number): number {
  if (step < 20) return ((b & c) | (~b & d)) + 0x5a827999;
  if (step < 40) return (b ^ c ^ d) + 0x6ed9eba1;
  if (step < 60) return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
  return (b ^ c ^ d) + 0xca62c1d6;
}

function bigEndian(words: Int32Array): Uint8Array {
  const bytes = new Uint8Array(words.length * 4);
  const view = new DataView(bytes.buffer);
  words.forEach((word, i) => {
    view.setInt32(i * 4, word);
  });
  return bytes;
}

/** Largest n with nᵏ ≤ value. */
function root(value: bigint, k: bigint): bigint {
  let low = 0n;
  let high = 1n << BigInt(Math.ceil(value.toString(2).length / Number(k)) + 1);
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** k <= value) low = middle;
    else high = middle;
  }
  return low;
}

/** The constants of SHA-2 are the first 64 fractional bits of square and cube roots of primes; high and low words in turn. */
function fractions(primes: readonly number[], k: bigint): Int32Array {
  const words = new Int32Array(primes.length * 2);
  primes.forEach((prime, i) => {
    const bits = BigInt.asUintN(64, root(BigInt(prime) << (64n * k), k));
    words[i * 2] = Number(bits >> 32n) | 0;
    words[i * 2 + 1] = Number(bits & 0xffff_ffffn) | 0;
  });
  return words;
}

function firstPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return primes;
}

interface Sha2 {
  readonly rounds: Int32Array;
  readonly sha384: Int32Array;
  readonly sha512: Int32Array;
}
let constants: Sha2 | undefined;

function sha2(): Sha2 {
  return (constants ??= makeConstants(firstPrimes(80)));
}

function makeConstants(primes: readonly number[]): Sha2 {
  return {
    rounds: fractions(primes, 3n),
    sha512: fractions(primes.slice(0, 8), 2n),
    sha384: fractions(primes.slice(8, 16), 2n),
  };
}

export function sha512(data: Uint8Array): Uint8Array {
  return bigEndian(digest(data, sha2().sha512));
}

export function sha384(data: Uint8Array): Uint8Array {
  return bigEndian(digest(data, sha2().sha384)).subarray(0, 48);
}

const WORDS = new Int32Array(160);

/** 64-bit words are pairs of 32-bit ones, high word first. */
function digest(data: Uint8Array, initial: Int32Array): Int32Array {
  const view = padded(data, 128);
  const { rounds } = sha2();
  const state = initial.slice();
  for (let block = 0; block < view.byteLength; block += 128) {
    for (let i = 0; i < 32; i++) WORDS[i] = view.getInt32(block + i * 4);
    for (let i = 32; i < 160; i += 2) extend(i);
    compress(state, rounds);
  }
  return state;
}

/** W[t] = σ1(W[t-2]) + W[t-7] + σ0(W[t-15]) + W[t-16]. */
function extend(i: number): void {
  const w = WORDS;
  const h0 = w[i - 30]!;
  const l0 = w[i - 29]!;
  const h1 = w[i - 4]!;
  const l1 = w[i - 3]!;
  const s0h = ((h0 >>> 1) | (l0 << 31)) ^ ((h0 >>> 8) | (l0 << 24)) ^ (h0 >>> 7);
  const s0l = ((l0 >>> 1) | (h0 << 31)) ^ ((l0 >>> 8) | (h0 << 24)) ^ ((l0 >>> 7) | (h0 << 25));
  const s1h = ((h1 >>> 19) | (l1 << 13)) ^ ((l1 >>> 29) | (h1 << 3)) ^ (h1 >>> 6);
  const s1l = ((l1 >>> 19) | (h1 << 13)) ^ ((h1 >>> 29) | (l1 << 3)) ^ ((l1 >>> 6) | (h1 << 26));
  const low = (s0l >>> 0) + (s1l >>> 0) + (w[i - 13]! >>> 0) + (w[i - 31]! >>> 0);
  w[i] = (s0h + s1h + w[i - 14]! + w[i - 32]! + Math.floor(low / 0x1_0000_0000)) | 0;
  w[i + 1] = low | 0;
}

function compress(state: Int32Array, rounds: Int32Array): void {
  const v = state.slice();
  for (let i = 0; i < 160; i += 2) {
    const ah = v[0]!;
    const al = v[1]!;
    const eh = v[8]!;
    const el = v[9]!;
    const s1h = ((eh >>> 14) | (el << 18)) ^ ((eh >>> 18) | (el << 14)) ^ ((el >>> 9) | (eh << 23));
    const s1l = ((el >>> 14) | (eh << 18)) ^ ((el >>> 18) | (eh << 14)) ^ ((eh >>> 9) | (el << 23));
    const chl = (el & v[11]!) ^ (~el & v[13]!);
    const chh = (eh & v[10]!) ^ (~eh & v[12]!);
    const low1 = (v[15]! >>> 0) + (s1l >>> 0) + (chl >>> 0) + (rounds[i + 1]! >>> 0) + (WORDS[i + 1]! >>> 0);
    const high1 = (v[14]! + s1h + chh + rounds[i]! + WORDS[i]! + Math.floor(low1 / 0x1_0000_0000)) | 0;
    const s0h = ((ah >>> 28) | (al << 4)) ^ ((al >>> 2) | (ah << 30)) ^ ((al >>> 7) | (ah << 25));
    const s0l = ((al >>> 28) | (ah << 4)) ^ ((ah >>> 2) | (al << 30)) ^ ((ah >>> 7) | (al << 25));
    const majl = (al & v[3]!) ^ (al & v[5]!) ^ (v[3]! & v[5]!);
    const majh = (ah & v[2]!) ^ (ah & v[4]!) ^ (v[2]! & v[4]!);
    const low2 = (low1 >>> 0) + (s0l >>> 0) + (majl >>> 0);
    const lowE = (v[7]! >>> 0) + (low1 >>> 0);
    const dh = v[6]!;
    v.copyWithin(2, 0, 14);
    v[9] = lowE | 0;
    v[8] = (dh + high1 + Math.floor(lowE / 0x1_0000_0000)) | 0;
    v[1] = low2 | 0;
    v[0] = (high1 + s0h + majh + Math.floor(low2 / 0x1_0000_0000)) | 0;
  }
  for (let i = 0; i < 16; i += 2) {
    const low = (state[i + 1]! >>> 0) + (v[i + 1]! >>> 0);
    state[i] = (state[i]! + v[i]! + Math.floor(low / 0x1_0000_0000)) | 0;
    state[i + 1] = low | 0;
  }
}
