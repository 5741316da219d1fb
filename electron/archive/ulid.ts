/** ULIDs: 48 bits of time and 80 bits of chance in 26 characters of Crockford's base 32, sortable by creation. */
import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export function newUlid(now = Date.now()): string {
  let number = (BigInt(now) << 80n) | BigInt(`0x${randomBytes(10).toString('hex')}`);
  let text = '';
  for (let at = 0; at < 26; at += 1) {
    text = (ALPHABET[Number(number & 31n)] ?? '') + text;
    number >>= 5n;
  }
  return text;
}

export const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
