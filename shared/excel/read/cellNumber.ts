/** Numbers as spreadsheets write them, straight from the bytes. */

/** Exact powers: m ÷ 10^k is correctly rounded while m < 2^53 and k ≤ 22. */
const POWERS = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** The number written in bytes[start, end); NaN when it is none. Equal to Number(text) for every text. */
export function numberAt(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  const negative = bytes[at] === 45;
  if (negative) at++;
  let mantissa = 0;
  let digits = 0;
  let decimals = -1;
  for (; at < end; at++) {
    const byte = bytes[at]!;
    if (byte >= 48 && byte <= 57) {
      mantissa = mantissa * 10 + (byte - 48);
      digits++;
      if (decimals >= 0) decimals++;
    } else if (byte === 46 && decimals < 0) decimals = 0;
    else return slow(bytes, start, end);
  }
  if (digits === 0 || digits > 15) return slow(bytes, start, end);
  const value = decimals > 0 ? mantissa / POWERS[decimals]! : mantissa;
  return negative ? -value : value;
}

function slow(bytes: Uint8Array, start: number, end: number): number {
  const text = asciiAt(bytes, start, end).trim();
  return text === '' ? NaN : Number(text);
}

/** Bytes as characters one by one; for the ASCII parts of a sheet. */
export function asciiAt(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at++) text += String.fromCharCode(bytes[at]!);
  return text;
}

/** A non-negative integer in bytes[start, end); anything that is no digit is passed over. */
export function integerAt(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = bytes[at]! - 48;
    if (digit >= 0 && digit <= 9) value = value * 10 + digit;
  }
  return value;
}
