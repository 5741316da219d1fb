/** What a layout can have, and the drawing of a combination by chance. */
import type { AnyFormat } from '../../excel/write/anyFormat';
import type { Random } from '../random';

/** How the content lies on the sheets. */
export const SHAPES = [
  'flat',
  'household',
  'member',
  'register',
  'income',
  'roster',
  'blocks',
  'stacked',
  'twin',
  'sections',
  'form',
  'formsOnSheet',
  'formSheets',
  'formFiles',
  'archive',
  'transposed',
  'headerless',
  'bands',
  'groupSheets',
  'groupFiles',
] as const;
export type Shape = (typeof SHAPES)[number];

/** Traits that any table can have beside its shape, with the share of layouts that have them. */
export const TRAITS = {
  title: 0.75,
  subtitle: 0.2,
  info: 0.6,
  merges: 0.6,
  groups: 0.5,
  deepHeader: 0.25,
  codeRow: 0.15,
  sampleRow: 0.12,
  repeats: 0.15,
  subtotals: 0.15,
  total: 0.3,
  notes: 0.35,
  signatures: 0.35,
  blankRows: 0.12,
  blankColumns: 0.08,
  offset: 0.15,
  hiddenRows: 0.05,
  hiddenColumns: 0.06,
  locals: 0.7,
  serial: 0.6,
  headerSpaces: 0.2,
  headerBreaks: 0.25,
  headerNumbers: 0.1,
  headerStars: 0.2,
  headerHints: 0.2,
  traditional: 0.04,
  shuffledColumns: 0.25,
  tenThousand: 0.1,
  oddValues: 0.5,
  formulas: 0.12,
  damaged: 0.15,
  junkSheets: 0.25,
  twoPhones: 0.12,
  yearHeaders: 0.08,
  totalOnTop: 0.06,
  groupRows: 0.07,
  unitRight: 0.25,
  dashes: 0.12,
  spaceCells: 0.05,
  wrappedDigits: 0.08,
  householdSerial: 0.3,
  sumInName: 0.25,
  inlinePairs: 0.12,
} as const satisfies Record<string, number>;
export type Trait = keyof typeof TRAITS;

export interface Combination {
  readonly shape: Shape;
  readonly traits: ReadonlySet<string>;
  readonly format: AnyFormat;
}

const FORMATS: readonly (readonly [AnyFormat, number])[] = [
  ['xlsx', 10],
  ['xls', 4],
  ['csv-gbk', 1],
  ['csv-utf8', 1],
  ['ods', 1],
  ['xlsb', 1],
  ['txt', 1],
];

/** Shapes that need several sheets, merges or hidden parts. */
const RICH_ONLY: ReadonlySet<string> = new Set(['register', 'formSheets', 'archive', 'blocks', 'groupSheets']);

const isShape = (word: string): word is Shape => (SHAPES as readonly string[]).includes(word);
const isFormat = (word: string): boolean => FORMATS.some(([format]) => format === word);

/** A combination; `only` forces a shape, a trait or a format to be in it. */
export function combine(random: Random, only?: string): Combination {
  const shape = only !== undefined && isShape(only) ? only : random.weighted(SHAPE_WEIGHTS);
  const traits = new Set<string>();
  for (const [trait, share] of Object.entries(TRAITS)) if (random.chance(share)) traits.add(trait);
  if (only !== undefined && only in TRAITS) traits.add(only);
  const drawn = random.weighted(RICH_ONLY.has(shape) ? FORMATS.filter(([format]) => isRichName(format)) : FORMATS);
  const format = only !== undefined && isFormat(only) ? (only as AnyFormat) : drawn;
  if (!isRichName(format))
    for (const trait of ['merges', 'hiddenRows', 'hiddenColumns', 'formulas', 'junkSheets']) traits.delete(trait);
  return { shape, traits, format };
}

const isRichName = (format: string): boolean => !format.startsWith('csv') && format !== 'txt';

const SHAPE_WEIGHTS: readonly (readonly [Shape, number])[] = [
  ['flat', 5],
  ['household', 4],
  ['member', 2],
  ['register', 3],
  ['income', 2],
  ['roster', 3],
  ['blocks', 2],
  ['stacked', 2],
  ['twin', 2],
  ['sections', 2],
  ['form', 2],
  ['formsOnSheet', 2],
  ['formSheets', 1],
  ['formFiles', 1],
  ['archive', 1],
  ['transposed', 2],
  ['headerless', 2],
  ['bands', 2],
  ['groupSheets', 2],
  ['groupFiles', 1],
];
