/** Undamaged sheets of many layouts: false alarms are counted on them. */
import { readWorkbook } from '#shared/excel/read/readWorkbook';
import { understandWorkbooks } from '#shared/excel/understand/understand';
import type { UnderstoodSheet } from '#shared/import/types';
import { undamaged } from '#shared/sample/layouts/generate';
import { generateVillage } from '#shared/sample/village';
import { TODAY } from './world';

interface Undamaged {
  readonly name: string;
  readonly tables: readonly UnderstoodSheet[];
}

const STYLES = ['flat', 'register', 'paper'] as const;

function readable(files: readonly { readonly name: string; readonly bytes: Uint8Array }[]): readonly UnderstoodSheet[] {
  const workbooks = files.flatMap(({ name, bytes }) => {
    const workbook = readWorkbook(bytes, name);
    return workbook.ok ? [workbook.value] : [];
  });
  return understandWorkbooks(workbooks, { today: TODAY }).sheets;
}

/** Registers of invented villages in all styles, and layouts of every shape in which nothing is damaged. */
export function* undamagedTables(seed: number): Iterable<Undamaged> {
  for (let at = 0; at < 60; at++) {
    const style = STYLES[at % 3] ?? 'flat';
    const { files } = generateVillage({ households: 25, seed: seed * 3000 + at, style, asOf: TODAY, defects: 0 });
    yield { name: `${style} ${at}`, tables: readable(files) };
  }
  for (const { files, truth } of undamaged(seed, 200)) {
    yield { name: `layout ${truth.index} (${truth.traits.join(' ')})`, tables: readable(files) };
  }
}
