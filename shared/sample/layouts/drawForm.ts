/** Fills a form for one household: label beside value, a member table inside. */
import { address } from '../../excel/sheet';
import type { SampleHousehold } from '../model';
import type { Random } from '../random';
import { rangeText, type About, type Canvas } from './canvas';
import { valueOf, type PlannedColumn } from './columnPlan';
import { tickText, type FormDesign, type Pair, type Section } from './formDesign';
import { AS_OF } from './people';
import { show } from './show';

export interface FormJob {
  readonly design: FormDesign;
  readonly household: SampleHousehold;
  /** Index of the household in the truth. */
  readonly at: number;
  readonly year: number;
  readonly merges: boolean;
}

interface Pen {
  readonly canvas: Canvas;
  readonly job: FormJob;
  readonly left: number;
  readonly random: Random;
  row: number;
  readonly columns: Record<string, string | null>;
  readonly headers: Record<string, string>;
}

/** Draws the form; returns the row below it. */
export function drawForm(canvas: Canvas, job: FormJob, top: number, left: number, random: Random): number {
  const pen: Pen = { canvas, job, left, random, row: top, columns: {}, headers: {} };
  const { wording, width } = job.design;
  const right = left + width - 1;
  for (const text of wording.title) {
    canvas.put(pen.row, left, text, job.merges ? { columns: width } : {});
    canvas.region('title', pen.row, left, pen.row, right);
    pen.row++;
  }
  if (wording.info.length > 0) {
    canvas.put(pen.row, left, wording.info.join('      '));
    canvas.region('info', pen.row, left, pen.row, right);
    pen.row++;
  }
  const bodyTop = pen.row;
  for (const section of job.design.sections) drawSection(pen, section);
  canvas.table({
    range: rangeText({ top: bodyTop, left, bottom: pen.row - 1, right }),
    arrangement: 'form',
    header_rows: [],
    data_rows: [],
    columns: pen.columns,
    headers: pen.headers,
    may_abstain: [],
  });
  for (const [texts, role] of [
    [wording.notes, 'note'],
    [wording.signatures.length > 0 ? [wording.signatures.join('      ')] : [], 'signature'],
  ] as const)
    for (const text of texts) {
      canvas.put(pen.row, left, text, job.merges ? { columns: width } : {});
      canvas.region(role, pen.row, left, pen.row, right);
      pen.row++;
    }
  return pen.row;
}

function drawSection(pen: Pen, section: Section): void {
  const { canvas, job, left } = pen;
  const { headings, width } = job.design;
  if (headings === 'above') {
    canvas.put(pen.row, left, section.heading, job.merges ? { columns: width } : {});
    canvas.region('label', pen.row, left, pen.row, left + width - 1, ['title', 'header', 'info']);
    pen.row++;
  }
  const top = pen.row;
  const first = headings === 'left' ? left + 1 : left;
  if (section.kind === 'pairs') drawPairs(pen, section.pairs, first);
  else drawMembers(pen, section.columns, section.spare, first);
  if (headings !== 'left') return;
  canvas.put(top, left, [...section.heading].join('\n'), { rows: pen.row - top });
  canvas.region('label', top, left, pen.row - 1, left, ['title', 'header', 'info']);
}

function drawPairs(pen: Pen, pairs: readonly Pair[], first: number): void {
  const { canvas, job } = pen;
  const { pairsPerRow, pairWidth } = job.design;
  pairs.forEach((pair, index) => {
    const place = index % pairsPerRow;
    if (place === 0 && index > 0) pen.row++;
    const column = first + place * pairWidth;
    if (job.design.inline) {
      drawInline(pen, pair, column);
      return;
    }
    canvas.put(pen.row, column, pair.label);
    canvas.region('label', pen.row, column);
    const wide = job.merges && pairWidth > 2 ? { columns: pairWidth - 1 } : {};
    drawValue(pen, pair, pen.row, column + 1, wide);
    canvas.region('value', pen.row, column + 1, pen.row, column + pairWidth - 1, ['data']);
    pen.columns[address(pen.row, column + 1)] = pair.key;
    pen.headers[address(pen.row, column + 1)] = pair.label;
  });
  pen.row++;
}

/** 户主姓名：张三 in one cell. */
function drawInline(pen: Pen, pair: Pair, column: number): void {
  const { canvas, job } = pen;
  const { pairWidth } = job.design;
  drawValue(pen, pair, pen.row, column, job.merges ? { columns: pairWidth } : {});
  const value = canvas.get(pen.row, column);
  canvas.put(pen.row, column, `${pair.label.replace(/[：:]$/, '')}：${value === null ? '' : String(value)}`);
  canvas.region('value', pen.row, column, pen.row, column + pairWidth - 1, ['label', 'info', 'data']);
  pen.columns[address(pen.row, column)] = pair.key;
  pen.headers[address(pen.row, column)] = pair.label;
}

function drawValue(pen: Pen, pair: Pair, row: number, column: number, span: { columns?: number }): void {
  const { canvas, job, random } = pen;
  const { household } = job;
  const year = household.years.find((other) => other['year'] === job.year);
  const value = pair.part === 'income' ? year?.[pair.key] : household.fields[pair.key];
  const about: About = { household: job.at, member: null, year: null };
  if (pair.ticks !== undefined) {
    const { options, style } = pair.ticks;
    const known = value !== undefined && options.includes(String(value));
    canvas.put(row, column, tickText(options, known ? String(value) : undefined, style), span);
    if (known) canvas.say(row, column, about, pair.key, value);
    return;
  }
  const shown = show(pair.field, value, pair.manner, random);
  canvas.put(row, column, shown.cell, span);
  if (shown.value !== undefined) canvas.say(row, column, about, pair.key, shown.value);
}

function drawMembers(pen: Pen, columns: readonly PlannedColumn[], spare: number, first: number): void {
  const { canvas, job, random } = pen;
  columns.forEach((column, at) => canvas.put(pen.row, first + at, column.path.at(-1) ?? ''));
  canvas.region('header', pen.row, first, pen.row, first + columns.length - 1, ['label']);
  const top = ++pen.row;
  job.household.members.forEach((member, index) => {
    columns.forEach((column, at) => {
      if (column.field === null || column.key === null) return;
      const value = valueOf(column, job.household, member, undefined, AS_OF);
      const shown = show(column.field, value, column.manner, random);
      canvas.put(pen.row, first + at, shown.cell);
      if (shown.value !== undefined)
        canvas.say(pen.row, first + at, { household: job.at, member: index, year: null }, column.key, shown.value);
    });
    pen.row++;
  });
  canvas.region('data', top, first, pen.row - 1, first + columns.length - 1, ['value']);
  columns.forEach((column, at) => {
    pen.columns[address(top, first + at)] = column.key;
    pen.headers[address(top, first + at)] = column.path.at(-1) ?? '';
  });
  // Printed forms keep a few empty lines for members to come.
  for (let line = 0; line < spare; line++) canvas.put(pen.row++, first, null);
}
