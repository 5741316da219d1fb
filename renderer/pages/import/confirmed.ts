import type { Reading } from '../../workers/api';

/** Day (2026-11-22) on which all layouts of this import were confirmed before, the earliest of them; null = not all were. */
export function confirmedDay({ tables }: Pick<Reading, 'tables'>): string | null {
  const used = tables.filter(({ dataRows }) => dataRows > 0);
  const days = used.map(({ confirmed }) => confirmed);
  if (used.length === 0 || days.includes(null)) return null;
  return (days as string[]).toSorted()[0]?.slice(0, 10) ?? null;
}
