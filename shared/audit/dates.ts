/** Dates as rules compare them: texts of 4, 6 or 8 digits (yyyy, yyyymm, yyyymmdd), as precise as they were given. */

/** Whether eight digits are a day that exists in any century: rule 8 asks for a real day, rule 9 for a plausible one. */
export function isRealDay(text: string): boolean {
  if (!/^\d{8}$/.test(text)) return false;
  const [year, month, day] = parts(text);
  return month >= 1 && month <= 12 && text.slice(6) !== '00' && text.slice(4, 6) !== '00' && day <= daysIn(year, month);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Whether the text is a stored date of any precision. */
export function isDate(text: string): boolean {
  return /^\d{4}(\d{2}(\d{2})?)?$/.test(text);
}

/** Order of two dates at the precision that both have: negative, 0 (same or not distinguishable) or positive. */
export function compareDates(a: string, b: string): number {
  const digits = Math.min(a.length, b.length);
  return Number(a.slice(0, digits)) - Number(b.slice(0, digits));
}

/** Whole years from one date to a later one; an unknown month or day counts as the first. Negative when `to` is earlier. */
export function yearsBetween(from: string, to: string): number {
  return Math.floor(monthsBetween(from, to) / 12);
}

/** Whole months from one date to another; an unknown month or day counts as the first. */
export function monthsBetween(from: string, to: string): number {
  const [y1, m1, d1] = parts(from);
  const [y2, m2, d2] = parts(to);
  return (y2 - y1) * 12 + (m2 - m1) - (d2 < d1 ? 1 : 0);
}

/** Days from one day to another, for time limits; an unknown month or day counts as the first. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

function parts(text: string): [number, number, number] {
  return [Number(text.slice(0, 4)), Number(text.slice(4, 6)) || 1, Number(text.slice(6, 8)) || 1];
}

function dayNumber(text: string): number {
  const [year, month, day] = parts(text);
  return Math.floor(Date.UTC(year, month - 1, day) / 86_400_000);
}
