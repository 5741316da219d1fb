/** Columns that are wrong as a whole in a way that can be told from the ID numbers, beside rows that slipped. */
import { dashed, dateToSerial, serialToDate } from '../../values/serial';
import type { CellChange } from './types';
import type { Verdict } from './findings';

/** Days between the two systems in which spreadsheets count. */
const BETWEEN_SYSTEMS = 1462;

export interface WrongCell {
  readonly row: number;
  readonly stated: string;
  readonly real: string;
}

/** Every man a woman and every woman a man: 1 and 2 were taken the wrong way round, or a formula was. */
export function invertedSex(wrong: readonly WrongCell[], compared: number, column: number): Verdict | undefined {
  if (wrong.length < 8 || wrong.length < compared * 0.9) return undefined;
  return {
    kind: 'sex_inverted',
    level: 'likely',
    effect: 'cell',
    also: wrong.map(({ row, real }): CellChange => ({ row, column, value: real })),
    params: { wrong: wrong.length, compared },
  };
}

/** All days are four years and a day too early or too late: copied between a Mac's workbook and another. */
export function otherDateSystem(wrong: readonly WrongCell[], compared: number, column: number): Verdict | undefined {
  const whole = wrong.filter(({ stated }) => stated.length === 8);
  if (whole.length < 5 || whole.length < compared * 0.8) return undefined;
  const by = dateToSerial(whole[0]?.real ?? '') - dateToSerial(whole[0]?.stated ?? '');
  if (Math.abs(by) !== BETWEEN_SYSTEMS) return undefined;
  const off = whole.filter(({ stated, real }) => dateToSerial(real) - dateToSerial(stated) === by);
  if (off.length < whole.length * 0.95) return undefined;
  return {
    kind: 'date_system',
    level: 'certain',
    effect: 'cell',
    also: off.map(({ row, stated }): CellChange => {
      const date = serialToDate(dateToSerial(stated) + by, false);
      return { row, column, value: date === undefined ? null : dashed(date) };
    }),
    params: { wrong: off.length, compared, way: by > 0 ? '早' : '晚' },
  };
}
