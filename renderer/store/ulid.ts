/** Sortable ids (ULID): 48 bits of time, 80 bits of chance, Crockford base 32. */

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TIME_LENGTH = 10;
const RANDOM_LENGTH = 16;

let lastTime = 0;
let lastRandom: number[] = [];

/** A new ULID, greater than every earlier one of this thread even within one millisecond. */
export function ulid(now: number = Date.now()): string {
  if (now > lastTime) {
    lastTime = now;
    lastRandom = Array.from(crypto.getRandomValues(new Uint8Array(RANDOM_LENGTH)), (byte) => byte % 32);
    // Headroom, so that counting up within a millisecond cannot overflow.
    lastRandom[0] = (lastRandom[0] ?? 0) % 16;
  } else {
    countUp(lastRandom);
  }
  let time = '';
  for (let rest = lastTime, i = 0; i < TIME_LENGTH; i++) {
    time = (ALPHABET[rest % 32] ?? '') + time;
    rest = Math.floor(rest / 32);
  }
  return time + lastRandom.map((digit) => ALPHABET[digit]).join('');
}

function countUp(digits: number[]): void {
  for (let i = digits.length - 1; i >= 0; i--) {
    const next = (digits[i] ?? 0) + 1;
    digits[i] = next % 32;
    if (next < 32) return;
  }
}
