/** How heavy the arguments of a message are, counted before anything else looks inside them. */

/** Deeper or wider than any message of ours; stops the count itself from being an attack. */
const MAX_DEPTH = 8;
const OVERHEAD = 16;

/** True when `value` weighs at most `limit` bytes: texts as UTF-16, byte arrays as they are, all else a flat fee. */
export function isWithin(value: unknown, limit: number): boolean {
  return remaining(value, limit, 0) >= 0;
}

/** What is left of `budget` after `value`; negative as soon as it is used up. */
function remaining(value: unknown, budget: number, depth: number): number {
  if (depth > MAX_DEPTH) return -1;
  let left = budget - OVERHEAD;
  if (typeof value === 'string') return left - value.length * 2;
  if (typeof value !== 'object' || value === null) return left;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return left - value.byteLength;
  if (value instanceof Map || value instanceof Set) return -1;
  for (const [key, item] of Object.entries(value)) {
    left = remaining(item, left - key.length * 2, depth + 1);
    if (left < 0) return left;
  }
  return left;
}
