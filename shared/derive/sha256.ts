/**
 * SHA-256 (FIPS 180-4) over a stream of bytes. crypto.subtle takes only a whole buffer, and WebAssembly is not allowed by the
 * content security policy of the page; an archive is hashed in pages, workers and jobs alike.
 */

const BLOCK = 64;

/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
const K = new Int32Array(constants(64, 1 / 3));
/** The same of the square roots of the first 8 primes. */
const START = new Int32Array(constants(8, 1 / 2));

export class Sha256 {
  private readonly state = START.slice();
  private readonly block = new Uint8Array(BLOCK);
  private readonly schedule = new Int32Array(BLOCK);
  private filled = 0;
  private total = 0;

  update(bytes: Uint8Array): void {
    this.total += bytes.length;
    let at = 0;
    if (this.filled > 0) {
      at = Math.min(BLOCK - this.filled, bytes.length);
      this.block.set(bytes.subarray(0, at), this.filled);
      this.filled += at;
      if (this.filled < BLOCK) return;
      this.compress(this.block, 0);
      this.filled = 0;
    }
    for (; at + BLOCK <= bytes.length; at += BLOCK) this.compress(bytes, at);
    this.block.set(bytes.subarray(at));
    this.filled = bytes.length - at;
  }

  /** 64 hexadecimal digits; nothing may be added afterwards. */
  digest(): string {
    const bits = this.total * 8;
    const padding = new Uint8Array((this.filled < 56 ? BLOCK : 2 * BLOCK) - this.filled);
    padding[0] = 0x80;
    const view = new DataView(padding.buffer);
    view.setUint32(padding.length - 8, Math.floor(bits / 2 ** 32));
    view.setUint32(padding.length - 4, bits >>> 0);
    this.update(padding);
    return Array.from(this.state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  }

  /** One block of 64 bytes from `offset`. */
  private compress(bytes: Uint8Array, offset: number): void {
    const w = this.schedule;
    for (let i = 0; i < 16; i += 1) {
      const at = offset + 4 * i;
      w[i] =
        (byteAt(bytes, at) << 24) |
        (byteAt(bytes, at + 1) << 16) |
        (byteAt(bytes, at + 2) << 8) |
        byteAt(bytes, at + 3);
    }
    for (let i = 16; i < BLOCK; i += 1) {
      const [x, y] = [wordAt(w, i - 15), wordAt(w, i - 2)];
      const s0 = rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3);
      const s1 = rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10);
      w[i] = wordAt(w, i - 16) + s0 + wordAt(w, i - 7) + s1;
    }
    this.mix(w);
  }

  private mix(w: Int32Array): void {
    const state = this.state;
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
    for (let i = 0; i < BLOCK; i += 1) {
      const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + wordAt(K, i) + wordAt(w, i)) | 0;
      const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    // Int32Array keeps the low 32 bits of each sum.
    [a, b, c, d, e, f, g, h].forEach((word, i) => {
      state[i] = wordAt(state, i) + word;
    });
  }
}

function rotate(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

function wordAt(words: Int32Array, at: number): number {
  return words[at] ?? 0;
}

function byteAt(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}

/** First 32 bits of the fractional part of prime^power; exact in a double up to the 64th prime. */
function constants(count: number, power: number): number[] {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n += 1) {
    if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  }
  return primes.map((prime) => {
    const root = prime ** power;
    return Math.floor((root - Math.floor(root)) * 2 ** 32);
  });
}
