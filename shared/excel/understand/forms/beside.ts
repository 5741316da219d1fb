/** Copies of a form that are printed side by side, two or three to a page: where each begins. */
import type { Grid } from '../grid';
import { boxesOfRow } from './boxes';
import { pairsIn } from './mixed';
import { fieldsOf, labelScore, squeezed } from './words';

const KEYS: ReadonlySet<string> = new Set(['household_no', 'head_name', 'head_id_no']);
/** So many rows tell. */
const LOOKED_AT = 200;

interface Label {
  readonly row: number;
  readonly left: number;
  readonly text: string;
}

/** First columns of the copies, from left to right; null when the labels do not come again to the right. */
export function copiesBeside(grid: Grid): readonly number[] | null {
  const labels = labelsOf(grid);
  const left = labels.reduce((min, label) => Math.min(min, label.left), Infinity);
  for (const steps of stepsIn(labels)) {
    const [step = 0] = steps;
    if (steps.some((other) => other !== step)) continue;
    if (repeats(labels, left, step, steps.length + 1)) return [left, ...steps.map((_, at) => left + (at + 1) * step)];
  }
  return null;
}

function labelsOf(grid: Grid): Label[] {
  const labels: Label[] = [];
  for (let row = 0; row < Math.min(grid.rowCount, LOOKED_AT); row++) {
    for (const { text, left } of boxesOfRow(grid, row)) {
      const [said] = pairsIn(text) ?? [];
      const label = said?.label ?? (labelScore(text) >= 0.8 ? text : undefined);
      if (label !== undefined) labels.push({ row, left, text: squeezed(label).replace(/[*★☆]/g, '') });
    }
  }
  return labels;
}

/** Distances between labels of one row that name the household alike: 户主姓名 … 户主姓名. */
function stepsIn(labels: readonly Label[]): number[][] {
  const places = new Map<string, number[]>();
  for (const { row, left, text } of labels) {
    const [field] = fieldsOf([text]);
    if (field?.entity !== 'household' || !KEYS.has(field.key)) continue;
    const name = `${row}:${text}`;
    places.set(name, [...(places.get(name) ?? []), left]);
  }
  const steps = [...places.values()].filter(({ length }) => length > 1);
  return steps.map((lefts) => lefts.slice(1).map((left, at) => left - lefts[at]!));
}

/** Nearly every label of the first copy stands in all others, too, on two rows at least; a list's header has one row. */
function repeats(labels: readonly Label[], left: number, step: number, copies: number): boolean {
  const places = new Set(labels.map(({ row, left: column, text }) => `${row}:${column}:${text}`));
  const first = labels.filter((label) => label.left < left + step);
  const others = labels.length - first.length;
  const again = first.filter(({ row, left: column, text }) =>
    Array.from({ length: copies - 1 }, (_, at) => at + 1).every((at) =>
      places.has(`${row}:${column + at * step}:${text}`),
    ),
  );
  const rows = new Set(again.map(({ row }) => row)).size;
  return rows >= 2 && again.length >= first.length * 0.8 && again.length * (copies - 1) >= others * 0.8;
}
