/** Undamaged sheets of many layouts: false alarms are counted on them. */
import { readWorkbook } from '#shared/excel/read/readWorkbook';
import { understandWorkbooks } from '#shared/excel/understand/understand';
import type { UnderstoodSheet } from '#shared/import/types';
import { generateVillage } from '#shared/sample/village';
import { TODAY } from './world';

interface Undamaged {
  readonly name: string;
  readonly tables: readonly UnderstoodSheet[];
}

const STYLES = ['flat', 'register', 'paper'] as const;

/** Registers of invented villages in all styles. */
export function* undamagedTables(seed: number): Iterable<Undamaged> {
  for (let at = 0; at < 60; at++) {
    const style = STYLES[at % 3] ?? 'flat';
    const { files } = generateVillage({ households: 25, seed: seed * 3000 + at, style, asOf: TODAY, defects: 0 });
    for (const { name, bytes } of files) {
      const workbook = readWorkbook(bytes, name);
      if (!workbook.ok) continue;
      yield { name: `${style} ${at}`, tables: understandWorkbooks([workbook.value], { today: TODAY }).sheets };
    }
  }
}
