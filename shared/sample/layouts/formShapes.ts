/** The shapes in which a household has a form of its own. */
import { Canvas } from './canvas';
import { designForm, type FormDesign } from './formDesign';
import { drawForm } from './drawForm';
import { keysOf, startOf, type FileOut, type Setting } from './shapes';
import { flatMembers } from './tableShapes';

const ALL = { household: true, members: true, income: true } as const;

function fill(canvas: Canvas, setting: Setting, design: FormDesign, at: number, top: number, left: number): number {
  const household = setting.households[at];
  if (household === undefined) return top;
  const merges = setting.combination.traits.has('merges');
  return drawForm(canvas, { design, household, at, year: setting.year, merges }, top, left, setting.random);
}

const nameOf = (setting: Setting, at: number): string => String(setting.households[at]?.fields['head_name'] ?? '');

/** One file, one sheet, one household. */
export function form(setting: Setting): FileOut[] {
  return formFiles({ ...setting, households: setting.households.slice(0, 1) });
}

/** Forms one below another on one sheet; `compact` = a line of the household over its members. */
export function formsOnSheet(setting: Setting, compact: boolean): Canvas[] {
  const { random } = setting;
  const must = keysOf(random);
  const plain = designForm(
    setting,
    compact ? { household: true, members: true, income: false, must } : { ...ALL, income: random.chance(0.6), must },
  );
  const design = compact
    ? { ...plain, headings: 'none' as const, wording: { title: [], info: [], notes: [], signatures: [] } }
    : plain;
  const canvas = new Canvas(random.pick(['登记表', 'Sheet1']));
  const start = startOf(setting);
  const gap = compact ? random.int(0, 1) : random.int(1, 3);
  let row = start.row;
  setting.households.slice(0, 6).forEach((_, at) => {
    row = fill(canvas, setting, design, at, row, start.column) + gap;
  });
  return [canvas];
}

/** One sheet per household, named after its head. */
export function formSheets(setting: Setting): Canvas[] {
  const design = designForm(setting, { ...ALL, must: keysOf(setting.random) });
  const start = startOf(setting);
  return setting.households.slice(0, 6).map((_, at) => {
    const canvas = new Canvas(`${at + 1}${nameOf(setting, at)}`);
    fill(canvas, setting, design, at, start.row, start.column);
    return canvas;
  });
}

/** One file per household. */
export function formFiles(setting: Setting): FileOut[] {
  const design = designForm(setting, { ...ALL, income: setting.random.chance(0.7), must: keysOf(setting.random) });
  const start = startOf(setting);
  return setting.households.slice(0, 5).map((_, at) => {
    const canvas = new Canvas('Sheet1');
    fill(canvas, setting, design, at, start.row, start.column);
    return { name: `${at + 1}-${nameOf(setting, at)}`, canvases: [canvas] };
  });
}

/** 一户一档: a workbook per household whose sheets tell of it without naming it again. */
export function archive(setting: Setting): FileOut[] {
  const { random } = setting;
  const base = designForm(setting, { household: true, members: false, income: false, must: keysOf(random) });
  const money = designForm(setting, { household: false, members: false, income: true, must: [] });
  const members = flatMembers(setting);
  return setting.households.slice(0, 4).map((_, at) => {
    const first = new Canvas('基本信息');
    fill(first, setting, base, at, 0, 0);
    const last = new Canvas('收入情况');
    fill(last, setting, money, at, 0, 0);
    return { name: `${nameOf(setting, at)}一户一档`, canvases: [first, members(at), last] };
  });
}
