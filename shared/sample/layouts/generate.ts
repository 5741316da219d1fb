/** Layouts by seed: the same seed gives the same files and truth on every machine. */
import { endingOf, isRich, writeAs } from '../../excel/write/anyFormat';
import { Random } from '../random';
import type { Canvas } from './canvas';
import { junkSheets } from './junk';
import { archive, form, formFiles, formSheets, formsOnSheet } from './formShapes';
import { inventPeople } from './people';
import type { FileOut, Setting } from './shapes';
import { bands, flat, groupFiles, groupSheets, household, income, member, register, roster } from './tableShapes';
import { headerless, sections, stacked, transposed, twin } from './sideShapes';
import { combine, type Combination, type Shape } from './traits';
import type { Layout, LayoutTruth } from './truth';

const one =
  (draw: (setting: Setting) => Canvas[], name: string) =>
  (setting: Setting): FileOut[] => [{ name, canvases: draw(setting) }];

const DRAW: Readonly<Record<Shape, (setting: Setting) => FileOut[]>> = {
  flat: one(flat, '农户信息'),
  household: one((setting) => household(setting), '农户登记'),
  member: one(member, '家庭成员'),
  register: one(register, '农户登记册'),
  income: one(income, '收入台账'),
  roster: one(roster, '花名册'),
  blocks: one((setting) => formsOnSheet(setting, true), '分户登记'),
  stacked: one(stacked, '农户信息'),
  twin: one(twin, '农户名册'),
  sections: one(sections, '分组花名册'),
  form,
  formsOnSheet: one((setting) => formsOnSheet(setting, false), '入户登记表'),
  formSheets: one(formSheets, '登记表汇总'),
  formFiles,
  archive,
  transposed: one(transposed, '对照表'),
  headerless: one(headerless, '名单'),
  bands: one(bands, '分户名册'),
  groupSheets: one(groupSheets, '分组登记'),
  groupFiles,
};

/** One layout. `only` forces a shape, a trait or a format; `without` leaves traits out. */
export function layoutOf(seed: number, index: number, only?: string, without: readonly string[] = []): Layout {
  const random = new Random((seed * 1_000_003 + index * 7919) >>> 0);
  const drawn = combine(random, only);
  const combination = { ...drawn, traits: new Set([...drawn.traits].filter((trait) => !without.includes(trait))) };
  const { village, households } = inventPeople(random.int(1, 1_000_000), random.int(5, 14));
  const setting: Setting = { random, combination, households, year: village.year, rich: isRich(combination.format) };
  return written(DRAW[combination.shape](setting), setting, seed, index);
}

/** `count` layouts, one after the other. */
export function* layouts(seed: number, count: number, only?: string): Generator<Layout> {
  for (let index = 0; index < count; index++) yield layoutOf(seed, index, only);
}

/** Sheets in which nothing is damaged, however oddly it is written: whatever a doctor finds there is a false alarm. */
export function* undamaged(seed: number, count: number): Generator<Layout> {
  for (let index = 0; index < count; index++) yield layoutOf(seed, index, undefined, ['damaged']);
}

function written(files: readonly FileOut[], setting: Setting, seed: number, index: number): Layout {
  const { combination, households, random } = setting;
  const { format } = combination;
  const ending = endingOf(format);
  const junk = combination.traits.has('junkSheets') ? junkSheets(random) : [];
  const full = files.map(({ name, canvases }, at) => ({
    file: `${name}.${ending}`,
    canvases: at === 0 ? [...canvases, ...junk] : canvases,
  }));
  const sheets = full.flatMap(({ file, canvases }) =>
    canvases.map((canvas) => canvas.truth(file, setting.rich ? canvas.name : file.replace(/\.[^.]*$/, ''))),
  );
  const truth: LayoutTruth = {
    ...{ seed, index, traits: namesOf(combination), year: setting.year },
    files: full.map(({ file }) => ({ file, format })),
    sheets,
    households: households.map((row) => ({ household_no: String(row.fields['household_no']), ...row })),
    members_shown: sheets.some(({ cells }) => cells.some(([, , member]) => member !== null)),
  };
  return {
    files: full.map(({ file, canvases }) => ({
      name: file,
      bytes: writeAs(
        canvases.map((canvas) => canvas.sheet()),
        format,
      ),
    })),
    truth,
  };
}

function namesOf({ shape, traits, format }: Combination): string[] {
  return [shape, format, ...traits];
}
