/** Draws a table – titles, header, data, sums, notes – on a canvas and notes what each part is. */
import { columnName, type CellValue } from '../../excel/sheet';
import type { RegionRole } from '../../import/types';
import type { Random } from '../random';
import { rangeText, type About, type Canvas } from './canvas';
import { drawHeader } from './drawHeader';
import { damagedCell } from './damage';
import type { Line, TableJob } from './job';
import type { PlannedColumn } from './columnPlan';
import { valueOf } from './columnPlan';
import { AS_OF } from './people';
import { show } from './show';
import { drawSampleRow, drawSumRow, type SumRow } from './sums';

interface State {
  readonly canvas: Canvas;
  readonly job: TableJob;
  readonly left: number;
  readonly random: Random;
  row: number;
  readonly dataRows: number[];
  readonly locals: Map<string, CellValue>;
  headerRows: number[];
  runFrom: number | null;
  count: number;
  topTotal: { readonly row: number; readonly label: string } | null;
}

/** Draws the table with its first cell at the place; returns the row below it. */
export function drawTable(canvas: Canvas, job: TableJob, top: number, left: number, random: Random): number {
  const state: State = {
    ...{
      canvas,
      job,
      left,
      random,
      row: top,
      dataRows: [],
      locals: new Map(),
      headerRows: [],
      runFrom: null,
      count: 0,
      topTotal: null,
    },
  };
  drawTop(state);
  const headerTop = state.row;
  drawHeaderRows(state, 'header');
  if (job.traits.has('codeRow')) drawCodeRow(state);
  for (const line of job.lines) drawLine(state, line);
  endRun(state);
  drawTopTotal(state);
  const bottom = state.row - 1;
  drawBottom(state);
  canvas.table({
    range: rangeText({ top: headerTop, left, bottom, right: left + job.columns.length - 1 }),
    arrangement: 'table',
    header_rows: state.headerRows.map((row) => row + 1),
    data_rows: state.dataRows.map((row) => row + 1),
    columns: Object.fromEntries(job.columns.map(({ key }, at) => [columnName(left + at), key])),
    headers: Object.fromEntries(job.columns.map(({ path }, at) => [columnName(left + at), path.join('/')])),
    may_abstain: job.columns.flatMap(({ mayAbstain }, at) => (mayAbstain ? [columnName(left + at)] : [])),
  });
  return state.row;
}

function rightOf({ job, left }: State): number {
  return left + job.columns.length - 1;
}

function drawTop(state: State): void {
  const { canvas, job, left, random } = state;
  const right = rightOf(state);
  const merged = job.traits.has('merges');
  for (const text of job.title) {
    const inMiddle = !merged && random.chance(0.5) ? left + Math.floor(job.columns.length / 2) : left;
    canvas.put(state.row, inMiddle, text, merged ? { columns: job.columns.length } : {});
    canvas.region(
      'title',
      state.row,
      left,
      state.row,
      right,
      job.again === true ? ['info', 'note', 'repeat'] : undefined,
    );
    state.row++;
  }
  if (job.info.length > 0) {
    drawSpread(state, job.info, 'info');
    if (random.chance(0.2)) state.row++;
  }
}

/** Several short texts on one row: all in one cell, or spread over the width. */
function drawSpread(state: State, texts: readonly string[], role: 'info' | 'signature'): void {
  const { canvas, job, left, random } = state;
  const step = Math.floor(job.columns.length / texts.length);
  const last = texts.at(-1);
  if (job.traits.has('unitRight') && texts.length > 1 && last !== undefined && job.columns.length > 3) {
    canvas.put(state.row, left, texts.slice(0, -1).join('      '));
    canvas.put(state.row, rightOf(state), last);
  } else if (step < 2 || random.chance(0.5)) canvas.put(state.row, left, texts.join('      '));
  else texts.forEach((text, at) => canvas.put(state.row, left + at * step, text));
  canvas.region(role, state.row, left, state.row, rightOf(state));
  state.row++;
}

function drawHeaderRows(state: State, role: 'header' | 'repeat'): void {
  const { canvas, job, left } = state;
  const rows = drawHeader(canvas, job.columns, job.depth, state.row, left, job.traits.has('merges'));
  const or: RegionRole[] | undefined = job.again === true ? ['header', 'repeat'] : undefined;
  canvas.region(role, state.row, left, state.row + rows - 1, rightOf(state), or);
  const all = Array.from({ length: rows }, (_, at) => state.row + at);
  if (role === 'header') state.headerRows = all;
  else for (const row of all) canvas.skip(row, role);
  state.row += rows;
}

function drawCodeRow(state: State): void {
  const { canvas, job, left, random } = state;
  const style = random.pick(['plain', 'parentheses', 'letters']);
  let number = 0;
  job.columns.forEach((column, at) => {
    const isName = column.field === null || column.field.type === 'text';
    const letter = '甲乙丙丁戊'[at];
    if (style === 'letters' && isName && at < 5 && number === 0 && letter !== undefined)
      canvas.put(state.row, left + at, letter);
    else canvas.put(state.row, left + at, style === 'parentheses' ? `(${++number})` : ++number);
  });
  canvas.region('code', state.row, left, state.row, rightOf(state));
  canvas.skip(state.row, 'code');
  state.row++;
}

function drawLine(state: State, line: Line): void {
  if (line.kind === 'data') {
    state.runFrom ??= state.row;
    drawData(state, line);
    state.row++;
    return;
  }
  endRun(state);
  if (line.kind === 'blank') state.row++;
  else if (line.kind === 'repeat') drawHeaderRows(state, 'repeat');
  else drawExtra(state, line);
}

function drawExtra(state: State, line: Exclude<Line, { kind: 'data' }>): void {
  const { canvas, job, left, random } = state;
  if (line.kind === 'totalOnTop') {
    state.topTotal = { row: state.row++, label: line.label };
    return;
  }
  if (line.kind === 'group' || line.kind === 'band') {
    drawBand(state, line);
    return;
  }
  if (line.kind === 'sample') drawSampleRow(canvas, job, state.row, left, random);
  else if (line.kind === 'subtotal' || line.kind === 'total') {
    const sum: SumRow = { label: line.label, rows: state.dataRows.slice(line.of) };
    drawSumRow(canvas, job, sum, state.row, left, random);
  } else return;
  canvas.region(line.kind, state.row, left, state.row, rightOf(state));
  canvas.skip(state.row, line.kind);
  state.row++;
}

/** A row of one cell over the columns: the name of a group, or of whom the rows below speak. */
function drawBand(state: State, line: Extract<Line, { kind: 'group' } | { kind: 'band' }>): void {
  const { canvas, job, left } = state;
  const household = line.kind === 'band' ? job.households[line.about.household] : undefined;
  const keys = line.kind === 'band' ? line.keys.filter(([key]) => household?.fields[key] !== undefined) : [];
  const text =
    line.kind === 'group'
      ? line.label
      : keys.map(([key, label]) => `${label}：${String(household?.fields[key])}`).join('    ');
  canvas.put(state.row, left, text, job.traits.has('merges') ? { columns: job.columns.length } : {});
  if (line.kind === 'band')
    for (const [key] of keys) canvas.say(state.row, left, line.about, key, household?.fields[key] ?? '');
  const main = line.kind === 'group' ? 'info' : 'value';
  canvas.region(main, state.row, left, state.row, rightOf(state), [
    'title',
    'label',
    'value',
    'info',
    'subtotal',
    'note',
    'header',
    'data',
  ]);
  canvas.skip(state.row, main);
  state.row++;
}

/** 合计 above the data it sums. */
function drawTopTotal(state: State): void {
  const { canvas, job, left, random, topTotal } = state;
  if (topTotal === null) return;
  drawSumRow(canvas, job, { label: topTotal.label, rows: state.dataRows }, topTotal.row, left, random);
  canvas.region('total', topTotal.row, left, topTotal.row, rightOf(state));
  canvas.skip(topTotal.row, 'total');
}

function endRun(state: State): void {
  if (state.runFrom === null) return;
  state.canvas.region('data', state.runFrom, state.left, state.row - 1, rightOf(state));
  state.runFrom = null;
}

function drawData(state: State, line: Extract<Line, { kind: 'data' }>): void {
  const { canvas, job, left, row } = state;
  state.dataRows.push(row);
  state.count++;
  const merge = job.householdCells === 'merge' && line.rows > 1;
  job.columns.forEach((column, at) => {
    const ofHousehold = column.part === 'household' || column.part === 'income' || column.local?.of === 'household';
    if (ofHousehold && !line.first && job.householdCells !== 'repeat') return;
    const span = ofHousehold && merge ? { rows: line.rows } : {};
    drawCell(state, column, line.about, row, left + at, span);
  });
  if (job.traits.has('hiddenRows') && state.random.chance(0.15)) canvas.hiddenRows.add(row);
}

function drawCell(
  state: State,
  column: PlannedColumn,
  about: About,
  row: number,
  at: number,
  span: { rows?: number },
): void {
  const { canvas, job, random } = state;
  const household = job.households[about.household];
  if (household === undefined) return;
  if (column.local !== null) {
    const value = localValue(state, column, about);
    canvas.put(row, at, value, span);
    // A running number says nothing of anybody.
    if (value !== null && column.local.running !== true) canvas.say(row, at, about, null, String(value));
    return;
  }
  if (column.field === null || column.key === null) return;
  const member = about.member === null ? undefined : household.members[about.member];
  const year = household.years.find((other) => other['year'] === (column.year ?? about.year ?? job.year));
  const value = valueOf(column, household, member, year, AS_OF);
  const told: About = {
    household: about.household,
    member: column.part === 'person' ? about.member : null,
    year: column.part === 'person' ? null : (column.year ?? about.year),
  };
  const damaged =
    job.traits.has('damaged') && random.chance(0.04) ? damagedCell(column.field, value, job.rich, random) : null;
  if (damaged !== null) {
    canvas.put(row, at, damaged.cell, span);
    canvas.damage(row, at, told, column.key, damaged.why);
    return;
  }
  const shown = show(column.field, value, column.manner, random);
  canvas.put(row, at, shown.cell, span);
  if (shown.value !== undefined) canvas.say(row, at, told, column.key, shown.value);
  if (typeof shown.cell === 'number' && job.rich && job.traits.has('formulas') && random.chance(0.3))
    canvas.formula(row, at, `${shown.cell}+0`);
}

function localValue(state: State, column: PlannedColumn, about: About): CellValue {
  const { local } = column;
  if (local === null) return null;
  if (local.running === true && local.of === 'household') return about.household + 1;
  if (local.of === 'row') return local.value(state.count - 1, state.random);
  const mark = `${column.path.join('/')}|${about.household}|${local.of === 'person' ? about.member : ''}`;
  const known = state.locals.get(mark);
  if (known !== undefined) return known;
  const value = local.value(state.count - 1, state.random);
  state.locals.set(mark, value);
  return value;
}

function drawBottom(state: State): void {
  const { canvas, job, left, random } = state;
  if ((job.notes.length > 0 || job.signatures.length > 0) && random.chance(0.3)) state.row++;
  const width = job.traits.has('merges') && random.chance(0.5) ? { columns: job.columns.length } : {};
  for (const note of job.notes) {
    canvas.put(state.row, left, note, width);
    canvas.region('note', state.row, left, state.row, rightOf(state));
    canvas.skip(state.row, 'note');
    state.row++;
  }
  if (job.signatures.length > 0) {
    canvas.skip(state.row, 'signature');
    drawSpread(state, job.signatures, 'signature');
  }
}
