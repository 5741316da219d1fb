/**
 * Citizen ID numbers (GB 11643: 18 characters; 15 digits before 1999) and disability certificates (GB/T 26341: the ID number
 * and type and level, 20 characters; a re-issue appends B and a digit, 22).
 */
import { toHalfWidth } from '../text';
import { clean } from './clean';
import { isRealDate } from './dateText';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECKS = '10X98765432';

/** Two-digit province codes of GB/T 2260 (rule 10). */
const PROVINCES: ReadonlySet<string> = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(' '),
);

/** Half-width, without white space, upper-case X and B. */
export function normaliseId(text: string): string {
  return toHalfWidth(clean(text)).replace(/\s+/g, '').toUpperCase();
}

/** Whether the number has a length that exists today (rule 2); 15-digit numbers ended in 2013. */
export function idLengthHolds(id: string): boolean {
  return id.length === 18 || id.length === 20 || id.length === 22;
}

/** Whether characters 1–17 are digits and the 18th a digit or X (rule 3); for 15-digit numbers: all digits. */
export function idCharactersHold(id: string): boolean {
  return id.length === 15 ? /^\d{15}$/.test(id) : /^\d{17}[\dX]/.test(id);
}

/** The 18th character that belongs to 17 digits (ISO 7064 mod 11-2); undefined when they are not 17 digits. */
export function checkCharacter(first17: string): string | undefined {
  if (!/^\d{17}$/.test(first17)) return undefined;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(first17.charAt(index)), 0);
  return CHECKS.charAt(sum % 11);
}

/** Whether the first 18 characters close with the right check character (rules 4, 5). */
export function checksumHolds(id: string): boolean {
  return id.length >= 18 && checkCharacter(id.slice(0, 17)) === id.charAt(17);
}

/**
 * All numbers whose check character holds and that a slip makes `id` of: one character mistyped, or two neighbours turned
 * round. `id` = 18 characters. Some thirty, and none of them need be anybody's.
 */
export function slipsOf(id: string): string[] {
  const head = [...id.slice(0, 17)].map(Number);
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * (head[at] ?? 0), 0);
  const wanted = CHECKS.indexOf(id.charAt(17));
  const found = [id.slice(0, 17) + CHECKS.charAt(sum % 11)];
  for (let at = 0; at < 17; at++) {
    const [weight = 0, next = 0, digit = 0, after = 0] = [WEIGHTS[at], WEIGHTS[at + 1], head[at], head[at + 1]];
    for (let other = 0; other < 10; other++)
      if ((sum + 110 + weight * (other - digit)) % 11 === wanted)
        found.push(id.slice(0, at) + String(other) + id.slice(at + 1));
    if (at < 16 && (sum + 110 + (weight - next) * (after - digit)) % 11 === wanted)
      found.push(id.slice(0, at) + id.charAt(at + 1) + id.charAt(at) + id.slice(at + 2));
  }
  const last = id.slice(0, 16) + id.charAt(17) + id.charAt(16);
  if (checksumHolds(last)) found.push(last);
  return [...new Set(found)].filter((one) => one !== id);
}

/** Birth date yyyymmdd as far as the number states a real day; undefined otherwise (rule 8). */
export function idBirthDate(id: string): string | undefined {
  const digits = id.length === 15 ? `19${id.slice(6, 12)}` : id.length >= 18 ? id.slice(6, 14) : '';
  return /^\d{8}$/.test(digits) && isRealDate(digits) ? digits : undefined;
}

/** Sex by the order digit: odd 男, even 女 (rule 12). */
export function idSex(id: string): '男' | '女' | undefined {
  const digit = id.length === 15 ? id.charAt(14) : id.length >= 18 ? id.charAt(16) : '';
  return /^\d$/.test(digit) ? (Number(digit) % 2 === 1 ? '男' : '女') : undefined;
}

/** Six digits of the county of first registration. */
export function idRegion(id: string): string | undefined {
  return /^\d{6}/.test(id) ? id.slice(0, 6) : undefined;
}

/** Whether the first two digits name a province (rule 10). */
export function idProvinceHolds(id: string): boolean {
  return PROVINCES.has(id.slice(0, 2));
}

/** The 18 characters of a 15-digit number; undefined when it is not 15 digits. */
export function upgradeId(id: string): string | undefined {
  if (!/^\d{15}$/.test(id)) return undefined;
  const first17 = `${id.slice(0, 6)}19${id.slice(6)}`;
  const check = checkCharacter(first17);
  return check === undefined ? undefined : first17 + check;
}

/** The person behind a number: an ID card and a disability certificate of one person give the same key (rules 14, 15). */
export function personKey(id: string): string {
  return upgradeId(id) ?? id.slice(0, 18);
}

export interface CertificateDigits {
  /** 1–7 on a right certificate: 视力 听力 言语 肢体 智力 精神 多重; other characters are given as they stand. */
  readonly type: string;
  /** 1–4, 1 the heaviest. */
  readonly level: string;
  /** B and a digit on a re-issued certificate, else ''. */
  readonly reissue: string;
}

/** Characters 19–22 of a disability certificate; undefined for numbers of other lengths. */
export function certificateDigits(id: string): CertificateDigits | undefined {
  if (id.length !== 20 && id.length !== 22) return undefined;
  return { type: id.charAt(18), level: id.charAt(19), reissue: id.slice(20) };
}
