/** Long numbers of which a program kept the first digits only. */

/**
 * Whether two refused texts say the same. One number rounded by two programs does: 539699202004105300 as 17 digits are kept,
 * 539699202004105000 as 15 are; nothing tells the one from the other.
 */
export function isSameText(a: string, b: string): boolean {
  if (a === b) return true;
  const rounded = /^\d{15,}0$/;
  return (
    (a.endsWith('00') || b.endsWith('00')) &&
    a.length === b.length &&
    rounded.test(a) &&
    rounded.test(b) &&
    Number(a).toPrecision(15) === Number(b).toPrecision(15)
  );
}
