/** Rows that look like data and are none: sums and samples. */
import { isNumeric } from '../../catalogue/index';
import { address, columnName } from '../../excel/sheet';
import type { Random } from '../random';
import type { Canvas } from './canvas';
import { valueOf } from './columnPlan';
import type { TableJob } from './job';
import { AS_OF, inventPeople } from './people';
import { show } from './show';

export interface SumRow {
  readonly label: string;
  /** The data rows summed. */
  readonly rows: readonly number[];
}

export function drawSumRow(
  canvas: Canvas,
  job: TableJob,
  sum: SumRow,
  row: number,
  left: number,
  random: Random,
): void {
  const name = job.columns.findIndex(({ key }) => key === 'name' || key === 'head_name');
  const place = job.traits.has('sumInName') && name >= 0 ? name : 0;
  const width = place === 0 && job.traits.has('merges') && random.chance(0.4) ? Math.min(2, job.columns.length) : 1;
  canvas.put(row, left + place, sum.label, width > 1 ? { columns: width } : {});
  const first = sum.rows[0];
  const last = sum.rows.at(-1);
  job.columns.forEach((column, at) => {
    const summed =
      column.field !== null && isNumeric(column.field) && column.field.type !== 'year' && column.key !== 'age';
    if (at < width || at === place || !summed || first === undefined || last === undefined) return;
    const values = sum.rows.map((line) => canvas.get(line, left + at)).filter((cell) => typeof cell === 'number');
    if (values.length === 0) return;
    const total = Math.round(values.reduce((a, b) => a + b, 0) * 100) / 100;
    canvas.put(row, left + at, total);
    if (job.rich && job.traits.has('formulas')) {
      const letters = columnName(left + at);
      canvas.formula(row, left + at, `SUM(${address(first, left + at)}:${letters}${last + 1})`);
    }
  });
}

/** A filled-in sample, told by 例 in the first cell or behind the name. */
export function drawSampleRow(canvas: Canvas, job: TableJob, row: number, left: number, random: Random): void {
  const { households } = inventPeople(991, 1);
  const household = households[0];
  if (household === undefined) return;
  const serial = job.columns.findIndex(({ local }) => local?.running === true);
  job.columns.forEach((column, at) => {
    if (column.field === null || column.key === null) return;
    const value = valueOf(column, household, household.members[0], household.years[0], AS_OF);
    const shown = show(column.field, value, column.manner, random).cell;
    const isName = column.key === 'name' || column.key === 'head_name';
    canvas.put(row, left + at, isName ? sampleName(serial >= 0, random) : shown);
  });
  if (serial >= 0) canvas.put(row, left + serial, random.pick(['例', '示例', '样例', '（例）', '填写示例', '例：']));
}

function sampleName(marked: boolean, random: Random): string {
  return marked ? '张三' : random.pick(['张三（示例）', '例：张三', '张三(样例)']);
}
