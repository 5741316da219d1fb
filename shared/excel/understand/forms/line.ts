/** One row of a form: which of its boxes are labels and which are values. */
import type { CellValue } from '../../sheet';
import { adjacent, type Box } from './boxes';
import { pairsIn } from './mixed';
import { fits, joinedValue, plainValue } from './values';
import { hasMarks, isOnlyMark } from './choices';
import { isCodeWord, isRelative, labelScore, squeezed } from './words';

/** Label → value, as found. */
export interface Pair {
  /** Headings and label, outermost first. */
  readonly path: readonly string[];
  readonly label: Box;
  /** Where the value stands or would stand; the label's own box when both share a cell. */
  readonly at: readonly [row: number, column: number];
  /** Extent of the value for the picture; undefined when blank or in the label's cell. */
  readonly box?: Box;
  readonly value: CellValue;
  /** How label and value lie: beside each other, value below, or a row of a table of items. */
  readonly via: 'line' | 'below' | 'item';
}

/** Behind a label, only sure labels before a colon begin another pair. */
const SURE = 0.9;
/** Behind a value, a label before a colon need not be known. */
const LIKELY = 0.8;

/** Outweighs whatever a whole row of boxes could say. */
const TOLD = 1000;

const COLON = /[:：]\s*$/;

type Role = 'label' | 'value';

/** Roles of the boxes of a row, such that labels and values alternate as well as possible. */
export function rolesOf(boxes: readonly Box[]): Role[] {
  if (boxes.length === 0) return [];
  const scores = boxes.map(({ text, told }) =>
    told === undefined ? labelScore(text) : told === 'label' ? TOLD : -TOLD,
  );
  const best: [number, number][] = [];
  const from: [number, number][] = [];
  boxes.forEach((box, at) => {
    const score = scores[at]!;
    if (at === 0) {
      best.push([score + numeral(box) + 0.3, 1 - score - 0.6]);
      from.push([0, 0]);
      return;
    }
    const [label, value] = best[at - 1]!;
    const before = boxes[at - 1]!;
    const touching = adjacent(before, box);
    // 村： directly before 组： was left blank.
    const closed = COLON.test(before.text);
    const toLabel: [number, number] = [label + (touching && !closed ? -0.25 : 0.05), value + 0.3];
    const toValue: [number, number] = [
      label + 0.3 + 0.4 * fits([before.text], box.cell),
      value + (bothMarked(before, box) ? 0.2 : -0.7),
    ];
    const asValue = 1 - score - (COLON.test(box.text) && score >= 0.9 ? 0.8 : 0);
    best.push([Math.max(...toLabel) + score + numeral(box), Math.max(...toValue) + asValue]);
    from.push([toLabel[0] >= toLabel[1] ? 0 : 1, toValue[0] >= toValue[1] ? 0 : 1]);
  });
  const roles: Role[] = [];
  let state = best.at(-1)![0] > best.at(-1)![1] ? 0 : 1;
  for (let at = boxes.length - 1; at >= 0; at--) {
    roles.unshift(state === 0 ? 'label' : 'value');
    state = from[at]![state]!;
  }
  return roles;
}

/** A number is no label, whatever stands behind it. */
function numeral({ text, told }: Box): number {
  return told === undefined && /^[\d.,\-+%¥￥\s]+$/.test(text) ? -1.5 : 0;
}

/** 脱贫年度： before 通电：是 – the label was left blank, since what stands behind answers a label of its own. */
function isAnswered(label: Box, behind: Box): boolean {
  if (!COLON.test(label.text) || fits([squeezed(label.text)], behind.cell) > 0) return false;
  const said = pairsIn(behind.text);
  return said !== null && said.every((pair) => fits([pair.label], pair.text) > 0);
}

/** Options in cells of their own: [□是] [☑否], or a mark beside its option: [是] [√]. */
function bothMarked(a: Box, b: Box): boolean {
  const isOption = (box: Box): boolean => isCodeWord(box.text) || /^[是否有无男女]$/.test(box.text);
  if (hasMarks(a.text) && hasMarks(b.text)) return true;
  return (isOnlyMark(a.text) && isOption(b)) || (isOption(a) && isOnlyMark(b.text));
}

/** Whether labels and values alternate in the row, with at least one sure label. */
export function isPairRow(boxes: readonly Box[]): boolean {
  return boxes.some(({ text, told }) => told !== undefined || labelScore(text) >= 0.8 || pairsIn(text) !== null);
}

export interface LineRead {
  readonly pairs: readonly Pair[];
  /** Filled boxes that no label claims. */
  readonly orphans: readonly Box[];
  /** Labels that only head the labels behind them. */
  readonly headings: readonly Box[];
}

/**
 * The pairs of a row. `groups` = headings that stand over or beside it, for a box that begins at a column; `within` = the form
 * writes values into the cells of their labels.
 */
export function readLine(
  boxes: readonly Box[],
  groups: (column: number) => readonly string[],
  within = false,
): LineRead {
  const pairs: Pair[] = [];
  const orphans: Box[] = [];
  const headings: Box[] = [];
  const roles = rolesOf(boxes.map((box) => box));
  const stating = boxes.filter(({ text }) => pairsIn(text) !== null).length;
  const inCells = within || stating > 0;
  let inner: string | null = null;
  for (let at = 0; at < boxes.length; at++) {
    const box = boxes[at]!;
    const after = boxes[at + 1];
    if (at === 0 && after !== undefined && isRelative(box.text) && labelScore(after.text) >= 0.9) {
      inner = squeezed(box.text);
      headings.push(box);
      continue;
    }
    const mixed = box.told === undefined ? pairsIn(box.text) : null;
    if (mixed !== null) {
      for (const { label, text } of mixed)
        pairs.push({
          path: [...groups(box.left), squeezed(label)],
          label: box,
          at: [box.top, box.left],
          value: plainValue(text),
          via: 'line',
        });
      continue;
    }
    if (roles[at] === 'value') {
      orphans.push(box);
      continue;
    }
    const next = boxes[at + 1];
    const asks = box.told === undefined && next !== undefined && roles[at + 1] === 'label';
    if (asks && adjacent(box, next) && isGroupOf(box, next)) {
      inner = squeezed(box.text);
      headings.push(box);
      continue;
    }
    const behind: Box[] = [];
    const begins = (after: number): boolean =>
      boxes[after]!.told === undefined &&
      (pairsIn(boxes[after]!.text, after === at + 1 && !within && stating < 2 ? SURE : LIKELY) !== null ||
        isAnswered(box, boxes[after]!));
    for (let after = at + 1; roles[after] === 'value' && !begins(after); after++) behind.push(boxes[after]!);
    at += behind.length;
    // 其中：务工收入 is a part of what stands before it.
    const name = squeezed(box.text).replace(/^其中[:：、]?(?=.{2})/u, '');
    const path = [...groups(box.left), ...(inner === null ? [] : [inner]), name];
    pairs.push(...pairsOf(path, box, behind, inCells || (next !== undefined && adjacent(box, next))));
  }
  return { pairs, orphans, headings };
}

/** A label directly before another one is its heading, unless it asks a question of its own. */
function isGroupOf(box: Box, next: Box): boolean {
  return !/[:：]\s*$/.test(box.text) && !/^(是否|有无)/.test(box.text) && pairsIn(next.text) === null;
}

/** `within` = without a value behind, the value would be written in the label's own cell. */
function pairsOf(path: readonly string[], label: Box, behind: readonly Box[], within: boolean): Pair[] {
  if (behind.length === 0 && within && COLON.test(label.text))
    return [{ path, label, at: [label.top, label.left], value: null, via: 'line' }];
  if (behind.length === 0) return [{ path, label, at: [label.top, label.right + 1], value: null, via: 'line' }];
  const joined = joinedValue(behind);
  if (joined !== null) {
    const { from, value } = joined;
    return [{ path, label, at: [from.top, from.left], box: hull(behind), value, via: 'line' }];
  }
  // Of several numbers behind one label nobody knows which one is meant: a year each, or this year's and the last.
  const fitting = behind.filter((box) => /\d/.test(box.text) && fits(path.slice(-1), box.cell) > 0).length;
  return behind.map((box, at) => ({
    path: fitting > 1 ? [...path.slice(0, -1), `${path.at(-1) ?? ''}·${at + 1}`] : path,
    label,
    at: [box.top, box.left],
    box,
    value: plainValue(box.cell),
    via: 'line',
  }));
}

function hull(boxes: readonly Box[]): Box {
  const first = boxes[0]!;
  return boxes.reduce(
    (all, box) => ({
      ...all,
      top: Math.min(all.top, box.top),
      left: Math.min(all.left, box.left),
      bottom: Math.max(all.bottom, box.bottom),
      right: Math.max(all.right, box.right),
    }),
    first,
  );
}
