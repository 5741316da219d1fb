/** Texts in coded columns that no list knows, collected over all sheets of an import, so that each is asked about once. */
import type { Field } from '../../catalogue/field';
import { codeList, labelFor } from '../../catalogue/codes/index';
import type { UnderstoodSheet } from '../../import/types';
import { looseKey, splitMulti } from '../../text';
import { cellOf } from '../cellOf';
import { answered, answerKey, isAskable, isLeft, type Answers } from './answers';
import { cellText, gridOf, isBlank } from './grid';
import { readersOf } from './readCells';
import { repaired } from './repaired';
import { keyed } from './sheetKind';

export interface UnknownValue {
  readonly field: Field;
  /** As it first stood; of a list of values only the part that is not known. */
  readonly text: string;
  /** Cells that hold it. */
  readonly count: number;
  /** The first of them. */
  readonly cells: readonly { readonly file: string; readonly sheet: string; readonly cell: string }[];
  /** The one label that the text plainly contains; never applied without the user. */
  readonly suggestion?: string;
}

/** So many cells are named for each text. */
const CELLS = 20;

/** Unknown texts of all tables, most frequent first; what `answers` settles is not asked again. */
export function unknownValues(tables: readonly UnderstoodSheet[], answers: Answers = new Map()): UnknownValue[] {
  const found = new Map<string, { value: UnknownValue; cells: UnknownValue['cells'][number][] }>();
  for (const table of tables) {
    if (!keyed(table)) continue;
    const sheet = repaired(table);
    const grid = gridOf(sheet.sheet);
    for (const { column, field, read } of readersOf(sheet, answers)) {
      if (!isAskable(field)) continue;
      for (const row of table.dataRows) {
        const cell = grid.raw(row, column);
        if (isBlank(cell) || typeof cell === 'object') continue;
        const parsed = read(cell);
        if (parsed.ok || !ASKED.has(parsed.code)) continue;
        const at = { file: table.file, sheet: (table.original ?? table.sheet).name, cell: cellOf(table, row, column) };
        for (const text of unknownParts(cellText(cell), field, answers)) {
          const key = answerKey(field, text);
          const known = found.get(key);
          if (known === undefined) found.set(key, { value: { field, text, count: 1, cells: [] }, cells: [at] });
          else {
            known.value = { ...known.value, count: known.value.count + 1 };
            if (known.cells.length < CELLS) known.cells.push(at);
          }
        }
      }
    }
  }
  return [...found.values()]
    .map(({ value, cells }) => ({ ...value, cells, ...suggestionFor(value.field, value.text) }))
    .toSorted((a, b) => b.count - a.count);
}

/** Refusals that another reading of the text can mend; a broken cell or a rounded number is no spelling. */
const ASKED: ReadonlySet<string> = new Set(['not_in_list', 'not_yes_no']);

function unknownParts(text: string, field: Field, answers: Answers): string[] {
  if (isLeft(text, field, answers)) return [];
  if (field.type !== 'multiCode') return [text];
  const unknown = [...new Set(splitMulti(text))].filter(
    (part) => labelFor(field.codes ?? '', part) === undefined && answered(part, field, answers) === undefined,
  );
  return (unknown.length === 0 ? [text] : unknown).filter((part) => !isLeft(part, field, answers));
}

function suggestionFor(field: Field, text: string): { suggestion?: string } {
  const key = looseKey(text);
  if (key.length < 2) return {};
  const labels =
    field.type === 'yesNo' ? ['是', '否'] : (codeList(field.codes ?? '')?.items ?? []).map(({ label }) => label);
  const near = labels.filter((label) => {
    const other = looseKey(label);
    return other.length >= 2 && (key.includes(other) || other.includes(key));
  });
  // 非在校生 contains 在校生: the longest label that the text contains says most.
  const contained = near.filter((label) => key.includes(looseKey(label))).toSorted((a, b) => b.length - a.length);
  const only = contained[0] ?? (near.length === 1 ? near[0] : undefined);
  const rival = contained[1];
  if (
    only === undefined ||
    (rival !== undefined && !only.includes(rival)) ||
    /[不未非无没]/.test(key.replace(looseKey(only), ''))
  )
    return {};
  return { suggestion: only };
}
