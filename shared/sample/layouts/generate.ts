/** Layouts by seed: the same seed gives the same files and truth on every machine. */
import { endingOf, isRich, writeAs } from '../../excel/write/anyFormat';
import { Random } from '../random';
import type { Canvas } from './canvas';
import { junkSheets } from './junk';
import { inventPeople } from './people';
import { flat, household, income, member, register, roster, type Setting } from './shapes';
import { combine, type Combination, type Shape } from './traits';
import type { Layout, LayoutTruth } from './truth';

/** The sheets of one file. */
export interface FileOut {
  readonly name: string;
  readonly canvases: readonly Canvas[];
}

const one =
  (draw: (setting: Setting) => Canvas[], name: string) =>
  (setting: Setting): FileOut[] => [{ name, canvases: draw(setting) }];

const DRAW: Readonly<Partial<Record<Shape, (setting: Setting) => FileOut[]>>> = {
  flat: one(flat, '农户信息'),
  household: one((setting) => household(setting), '农户登记'),
  member: one(member, '家庭成员'),
  register: one(register, '农户登记册'),
  income: one(income, '收入台账'),
  roster: one(roster, '花名册'),
};

const MEMBERLESS: ReadonlySet<string> = new Set(['household', 'income', 'transposed']);

/** One layout. `only` forces a shape, a trait or a format. */
export function layoutOf(seed: number, index: number, only?: string): Layout {
  const random = new Random((seed * 1_000_003 + index * 7919) >>> 0);
  const combination = combine(random, only);
  const { village, households } = inventPeople(random.int(1, 1_000_000), random.int(5, 14));
  const setting: Setting = { random, combination, households, year: village.year, rich: isRich(combination.format) };
  const draw = DRAW[combination.shape] ?? DRAW.flat;
  const files = draw?.(setting) ?? [];
  return written(files, setting, seed, index);
}

/** `count` layouts, one after the other. */
export function* layouts(seed: number, count: number, only?: string): Generator<Layout> {
  for (let index = 0; index < count; index++) yield layoutOf(seed, index, only);
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
  const truth: LayoutTruth = {
    ...{ seed, index, traits: namesOf(combination), year: setting.year },
    files: full.map(({ file }) => ({ file, format })),
    sheets: full.flatMap(({ file, canvases }) =>
      canvases.map((canvas) => canvas.truth(file, setting.rich ? canvas.name : file.replace(/\.[^.]*$/, ''))),
    ),
    households: households.map((row) => ({ household_no: String(row.fields['household_no']), ...row })),
    members_shown: !MEMBERLESS.has(combination.shape),
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
