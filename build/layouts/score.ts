/** What a comparison counts, and the sum of many. */

export interface Score {
  columns: number;
  mapped: number;
  abstained: string[];
  wrong: string[];
  regions: number;
  regionsRight: number;
  regionFaults: string[];
  cells: number;
  cellsRight: number;
  tables: number;
  tablesRight: number;
  tableFaults: string[];
  values: number;
  equal: number;
  reported: number;
  lost: string[];
  wrongValues: string[];
  /** Damaged cells that were neither reported nor left out. */
  silent: string[];
  households: number;
  householdFaults: string[];
}

export function emptyScore(): Score {
  return {
    ...{ columns: 0, mapped: 0, abstained: [], wrong: [], regions: 0, regionsRight: 0, regionFaults: [], cells: 0 },
    ...{ cellsRight: 0, tables: 0, tablesRight: 0, tableFaults: [], values: 0, equal: 0, reported: 0, lost: [] },
    ...{ wrongValues: [], silent: [], households: 0, householdFaults: [] },
  };
}

/** Adds the second score to the first. */
export function addScore(sum: Score, part: Score): void {
  for (const [key, value] of Object.entries(part)) {
    const target = sum as unknown as Record<string, number | string[]>;
    const before = target[key];
    if (typeof value === 'number') target[key] = Number(before) + value;
    else (before as string[]).push(...(value as string[]));
  }
}
