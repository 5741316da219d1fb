/** Today on this computer, yyyymmdd. */
export function today(): string {
  const now = new Date();
  return String(now.getFullYear() * 10_000 + (now.getMonth() + 1) * 100 + now.getDate());
}
