/** Long numbers of which a program kept the first digits only. */

/** As many significant digits as a spreadsheet keeps; a double in a file shows up to 17. */
const KEPT = 15;

/** From 16 digits on, the last one lost. */
const ROUNDED = /^\d{15,}0$/;

/**
 * Whether two refused texts say the same. One number rounded by two programs does: 539699202004105300 as 17 digits are kept,
 * 539699202004105000 as 15 are; nothing tells the one from the other. One of the two must have been rounded to 15 digits, and
 * the other lie within half a unit of its last digit, the half itself included: whether 539699198302116500 goes up or down
 * depends on the bits behind its digits, which programs round differently.
 */
export function isSameText(a: string, b: string): boolean {
  if (a === b) return true;
  if (a.length !== b.length || !ROUNDED.test(a) || !ROUNDED.test(b)) return false;
  const unit = 10n ** BigInt(a.length - KEPT);
  const [one, other] = [BigInt(a), BigInt(b)];
  const apart = one > other ? one - other : other - one;
  return (one % unit === 0n || other % unit === 0n) && 2n * apart <= unit;
}
