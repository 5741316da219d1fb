/** ISO 8601 dates in cells of strict workbooks (t="d"). */
const PATTERN = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d(?:\.\d+)?))?Z?)?$/;
const DAY = 86_400_000;

/** Days since 1899-12-30 (or 1904-01-01) of an ISO date; undefined when the text is none. */
export function isoSerial(text: string, is1904: boolean): number | undefined {
  const match = PATTERN.exec(text.trim());
  if (!match) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0'] = match;
  const epoch = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const time = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
  return (midnight - epoch) / DAY + time / 86_400;
}
