/** Sortable record keys (ULID): 48 bits of time and 80 random bits in Crockford's base 32, 26 characters. */

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TIME_LENGTH = 10;
const RANDOM_LENGTH = 16;

export interface UlidSource {
  /** Milliseconds since 1970. */
  now(): number;
  /** Fills the array with random bytes. */
  random(bytes: Uint8Array<ArrayBuffer>): void;
}

/** Clock and random numbers of the runtime. */
export const systemSource: UlidSource = {
  now: () => Date.now(),
  random: (bytes) => void crypto.getRandomValues(bytes),
};

/**
 * A maker of keys that always sort after the ones it made before, also within one millisecond and when the clock is set
 * back: then the random part counts on by one.
 */
export function ulidMaker(source: UlidSource = systemSource): () => string {
  let time = -1;
  let digits: number[] = [];
  return () => {
    const now = Math.floor(source.now());
    if (now > time) {
      time = now;
      digits = randomDigits(source);
    } else if (!increment(digits)) {
      time += 1;
      digits = randomDigits(source);
    }
    return timeText(time) + digits.map((digit) => ALPHABET.charAt(digit)).join('');
  };
}

/** Whether the text has the form of a key. */
export function isUlid(text: string): boolean {
  return /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(text);
}

function randomDigits(source: UlidSource): number[] {
  const bytes = new Uint8Array(RANDOM_LENGTH);
  source.random(bytes);
  return Array.from(bytes, (byte) => byte & 31);
}

/** Adds one; false when all digits were at their highest. */
function increment(digits: number[]): boolean {
  for (let at = digits.length - 1; at >= 0; at -= 1) {
    const digit = digits[at] ?? 0;
    digits[at] = (digit + 1) % 32;
    if (digit < 31) return true;
  }
  return false;
}

function timeText(time: number): string {
  let text = '';
  for (let rest = time, at = 0; at < TIME_LENGTH; at += 1, rest = Math.floor(rest / 32)) {
    text = ALPHABET.charAt(rest % 32) + text;
  }
  return text;
}
