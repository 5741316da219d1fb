/** Pairs of other kinds than label beside value. */
import { isBlank, type Grid } from '../grid';
import type { Band } from './band';
import { isCovered, type Box } from './boxes';
import type { Pair } from './line';
import { isInfo, isOffice, isSigned } from './notes';
import { fits, plainValue } from './values';
import { fieldsOf, isUnit, labelScore, squeezed } from './words';

/** Label and value share their cell. */
export function isInOneCell({ at, label }: Pair): boolean {
  return at[0] === label.top && at[1] === label.left;
}

/** Part of the line over a form: 填报单位：李庄村, or label and value apart, but never the 村 and 组 of the household. */
export function isInfoPair(pair: Pair): boolean {
  const label = pair.path.at(-1) ?? '';
  return isInfo(label) && (isInOneCell(pair) || /单位|日期|时间|填|制表|审核/.test(label));
}

/** Who signs, with the phone beside; an office only where a name is still to be written. */
export function isOfSigner(pair: Pair): boolean {
  const label = pair.path.at(-1) ?? '';
  return isSigned(label) || /电话|手机/.test(label) || (isOffice(label) && isInOneCell(pair) && pair.value === null);
}

/** 单位：元、亩 says how all amounts are written. */
export function isUnitLine({ path, value }: Pair): boolean {
  if (!/^(金额|计量|面积)?单位$/.test(path.at(-1) ?? '')) return false;
  return value === null || (typeof value === 'string' && value.split(/[、,，/\s]+/).every((part) => isUnit(part)));
}

/** Labels over one row of values: the pairs of a form that is printed that way. */
export function pairsBelow(grid: Grid, band: Band, groups: readonly string[]): Pair[] {
  const row = band.dataRows[0] ?? band.headerBottom + 1;
  return band.columns.map((column): Pair => {
    const covered = isCovered(grid, row, column.left) && row > band.headerBottom;
    const cell = covered && !isBlank(grid.raw(row, column.left)) ? grid.raw(row, column.left) : null;
    return {
      path: [...groups, ...column.path],
      label: column.header,
      at: [row, column.left],
      value: plainValue(cell),
      via: 'below',
    };
  });
}

/**
 * The line of the reporting unit over a form (填报单位：… 填报日期：…) speaks of the whole batch, not of the household: its date
 * is kept, but is not the day on which this household was asked.
 */
export function reported(pairs: readonly Pair[]): Pair[] {
  const stated = pairs.filter((pair) => !isUnitLine(pair));
  if (!stated.some(({ path }) => /单位|盖章|公章|签章|^填报.*[村组乡镇]/.test(path.at(-1) ?? ''))) return stated;
  return stated.map((pair) => ({ ...pair, path: [`填报·${pair.path.at(-1) ?? ''}`] }));
}

/** 种植业 2949 below 家庭收入: a label through the heading over it. */
export function isKnownHere([label, value]: readonly Box[], groups: (column: number) => readonly string[]): boolean {
  if (label === undefined || value === undefined || labelScore(label.text) < 0.35) return false;
  const path = [...groups(label.left), squeezed(label.text)];
  return fieldsOf(path).length > 0 && fits(path, value.cell) > 0;
}
