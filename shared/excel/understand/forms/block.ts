/** One form, from its title to its signatures: pairs of label and value, and the tables inside. */
import type { Region, RegionRole } from '../../../import/types';
import { toHalfWidth } from '../../../text';
import type { Grid } from '../grid';
import type { Block, InnerTable } from './blockTypes';
import { bandAt, isSerialHeader, type Band } from './band';
import { bandRegions } from './bandRegions';
import { isInfoPair, isInOneCell, isKnownHere, isOfSigner, isUnitLine, pairsBelow, reported } from './below';
import { boxesOfRow, widthOf, type Box } from './boxes';
import { withPersons } from './contacts';
import { groupsAt, HEADING, isHeading, isSideGroup, type SideGroup } from './groups';
import { helpersIn } from './helpers';
import { isNameLabel, isOfOthers, isPersonBand } from './members';
import { InCells } from './inCells';
import { itemPairs } from './items';
import { isPairRow, readLine, type Pair } from './line';
import { pairsIn } from './mixed';
import { isNote, isSentence, isSigned } from './notes';
import { isEmptyPrint, plainValue } from './values';
import { lastBefore, NOTHING_TOLD, toldBoxes, withValueBelow, type Told } from './told';
import { withWholeAddresses } from './places';
import { joinSplitLabels } from './split';
import { isSure, regionsOfTransposed, transposedAt } from './transposed';
import type { ViewCell } from './view';
import { labelScore, squeezed } from './words';
import { yearsAt, type Years } from './years';

export type { Block, InnerTable } from './blockTypes';

const TITLE = /(表|册|卡|档案|台账|一览|清单|手册|附件\d*)(\(.*\))?$|^附件/;

export function readBlock(grid: Grid, top: number, bottom: number, told = NOTHING_TOLD): Block {
  return new BlockReader(grid, top, bottom, told).read();
}

class BlockReader {
  private readonly pairs: Pair[] = [];
  private readonly tables: InnerTable[] = [];
  private readonly orphans: Box[] = [];
  private readonly regions: Region[] = [];
  private readonly consumed = new Set<string>();
  private readonly marked = new Set<string>();
  private readonly people: (readonly ViewCell[])[] = [];
  private sides: SideGroup[] = [];
  private section: string | null = null;
  private firstLabel: number | undefined;
  private readonly inCells = new InCells();
  private bands = 0;
  private readonly width: number;

  constructor(
    private readonly grid: Grid,
    private readonly top: number,
    private readonly bottom: number,
    private readonly told: Told,
  ) {
    this.width = widthOf(grid, top, bottom);
  }

  read(): Block {
    for (let row = this.top; row <= this.bottom;) row = this.readRow(row);
    const { top, bottom, tables, orphans, regions, firstLabel, bands, people } = this;
    const { helpers, rest: pairs } = helpersIn(withPersons(this.pairs));
    return {
      top,
      bottom,
      pairs,
      helpers,
      tables,
      orphans,
      regions,
      firstLabel,
      bands,
      people,
      sides: this.sides.length,
    };
  }

  /** Reads what begins in a row; the next row to read. */
  private readRow(row: number): number {
    const here = toldBoxes(boxesOfRow(this.grid, row), this.told);
    const all = here.filter((box) => !this.consumed.has(`${box.top}:${box.left}`));
    const boxes = all.filter((box) => {
      if (box.told !== undefined || !isSideGroup(this.grid, box)) return true;
      this.sides.push({ box, text: squeezed(box.text) });
      this.region('label', box);
      return false;
    });
    if (boxes.length === 0) return row + 1;
    const groups = (column: number): string[] => [
      ...(this.section === null ? [] : [this.section]),
      ...groupsAt(this.sides, row, column),
    ];
    const [only] = boxes;
    const told = boxes.some((box) => box.told !== undefined);
    const header = this.told.headers.has(row);
    if (!told && !header) {
      if (boxes.length === 1 && all.length === 1 && this.readAlone(only!, row)) return this.after(row);
      const across = this.takeAcross(boxes[0]!, groups);
      if (across !== null) return across;
    }
    const years = told || header ? null : yearsAt(this.grid, row, this.bottom, boxes, groups(boxes[0]!.left));
    if (years !== null) return this.takeYears(years, row);
    const band = told ? null : bandAt(this.grid, row, lastBefore(this.told, row, this.bottom), boxes, header);
    if (band !== null && this.takeBand(band, groups(band.columns[0]!.left))) return band.bottom + 1;
    const merged = withWholeAddresses(joinSplitLabels(this.grid, boxes, this.consumed));
    if (isPairRow(merged) || isKnownHere(merged, groups)) this.takeLine(merged, groups);
    else this.takeOrphans(merged, row);
    return row + 1;
  }

  private next: number | undefined;

  private after(row: number): number {
    const next = this.next ?? row + 1;
    this.next = undefined;
    return next;
  }

  /** A row with one box: title, heading, note, a label over its value. False when it is an ordinary line. */
  private readAlone(box: Box, row: number): boolean {
    const text = toHalfWidth(box.text).replace(/\s+/g, '');
    const wide = box.right - box.left + 1 >= this.width * 0.6;
    if (isNote(text)) return this.mark('note', box);
    if (pairsIn(box.text) !== null) return false;
    const score = labelScore(box.text);
    const below = boxesOfRow(this.grid, row + 1);
    const [value] = below;
    if (
      score >= 0.8 &&
      below.length === 1 &&
      value!.left === box.left &&
      labelScore(value!.text) < 0.5 &&
      value!.right === box.right &&
      pairsIn(value!.text) === null &&
      !isNote(value!.text)
    ) {
      this.take({
        path: [...(this.section === null ? [] : [this.section]), squeezed(box.text)],
        label: box,
        at: [value!.top, value!.left],
        box: value!,
        value: plainValue(value!.cell),
        via: 'below',
      });
      this.next = value!.bottom + 1;
      return true;
    }
    const opens = this.firstLabel !== undefined || this.section !== null;
    if (!opens && (text.length > 8 || TITLE.test(text) || !HEADING.test(text)) && (score < 0.9 || wide))
      return this.mark('title', box);
    if (isHeading(this.grid, row, text, wide && this.width > 2)) {
      this.section = squeezed(box.text);
      return this.mark('label', box);
    }
    return false;
  }

  /** Members side by side, their fields going down; the row below them, or null. */
  private takeAcross(first: Box, groups: (column: number) => readonly string[]): number | null {
    if (!isNameLabel(first.text)) return null;
    const found = transposedAt(this.grid, first.top, this.bottom, first.left);
    if (found === null || !found.person || !isSure(found, 2)) return null;
    const above = groups(first.left);
    this.people.push(
      ...found.records.map((record) => record.map((cell) => ({ ...cell, path: [...above, ...cell.path] }))),
    );
    this.regions.push(...regionsOfTransposed(this.grid, found));
    this.firstLabel ??= first.top;
    this.bands++;
    return found.range.bottom + 1;
  }

  private takeLine(boxes: readonly Box[], groups: (column: number) => readonly string[]): void {
    const { pairs: found, orphans, headings } = readLine(boxes, groups, this.isWithin());
    const pairs = found.map((pair) => withValueBelow(this.grid, this.told, pair));
    for (const { via, box } of pairs) if (via === 'below' && box) this.consumed.add(`${box.top}:${box.left}`);
    const told = boxes.some((box) => box.told !== undefined);
    if (!told && this.firstLabel === undefined && this.section === null && pairs.every((pair) => isInfoPair(pair))) {
      for (const box of boxes) this.region('info', box);
      this.pairs.push(...reported(pairs));
      return;
    }
    for (const box of headings) this.region('label', box);
    const signing = pairs.every(isOfSigner);
    for (const pair of pairs) this.take(pair, signing);
    this.orphans.push(...orphans);
    for (const box of orphans) this.region('value', box);
  }

  private take(found: Pair, signing = false): void {
    const leaf = found.path.at(-1) ?? '';
    const last = found.label.top > (this.top + this.bottom) / 2;
    const signed = last && ((signing && isInOneCell(found)) || /签字|签名|签章|盖章|手印/.test(leaf));
    // Who signs signs for all of the form, not for its last part.
    const pair = signed ? { ...found, path: [leaf] } : found;
    if (isUnitLine(pair)) return this.region('info', pair.label);
    this.pairs.push(pair);
    this.firstLabel ??= pair.label.top;
    this.region(signed ? 'signature' : isInOneCell(pair) ? 'value' : 'label', pair.label);
    if (pair.box !== undefined) this.region('value', pair.box);
  }

  private takeOrphans(boxes: readonly Box[], row: number): void {
    if (row > (this.top + this.bottom) / 2 && boxes.every(({ text }) => isSigned(text) || isEmptyPrint(text))) {
      for (const box of boxes) this.region('signature', box);
      return;
    }
    if (this.firstLabel === undefined) {
      for (const box of boxes) this.region(row === this.top ? 'title' : 'info', box);
      return;
    }
    const lower = row > (this.top + this.bottom) / 2;
    if (lower && boxes.length === 1 && isSentence(boxes[0]!.text) && this.isAnswered()) {
      this.mark('note', boxes[0]!);
      return;
    }
    // A text below its heading: 致贫原因说明, and under it what was written.
    const [only] = boxes;
    if (boxes.length === 1 && this.section !== null && !this.pairs.some(({ path }) => path[0] === this.section)) {
      const heading = this.section;
      this.take({
        path: [heading],
        label: only!,
        at: [only!.top, only!.left],
        value: plainValue(only!.cell),
        via: 'line',
      });
      return;
    }
    for (const box of boxes) this.region('value', box);
    this.orphans.push(...boxes);
  }

  private takeYears({ pairs, regions, bottom }: Years, row: number): number {
    this.firstLabel ??= row;
    this.bands++;
    this.pairs.push(...pairs);
    this.regions.push(...regions);
    return bottom + 1;
  }

  /** False when the band is no table but one row of labels over nothing. */
  private takeBand(band: Band, groups: readonly string[]): boolean {
    const items = itemPairs(this.grid, band, groups);
    this.firstLabel ??= band.top;
    this.bands++;
    if (items !== null) {
      this.regions.push(...bandRegions(band, 'label', 'value'));
      this.pairs.push(...items);
      return true;
    }
    const person = isPersonBand(band, groups);
    const slots = band.bottom - band.headerBottom;
    const numbered = band.columns.some(({ path }) => isSerialHeader(path.at(-1) ?? ''));
    const listed = numbered || isOfOthers(groups);
    if (!person && !listed && (band.dataRows.length === 0 || (band.dataRows.length === 1 && slots <= 2))) {
      this.regions.push(...bandRegions(band, 'label', 'value'));
      this.pairs.push(...pairsBelow(this.grid, band, groups));
      return true;
    }
    this.regions.push(...bandRegions(band, 'header', 'data'));
    this.tables.push({ kind: person ? 'person' : 'other', groups, band });
    return true;
  }

  /** Whether the form mostly writes values into the cells of their labels. */
  private isWithin(): boolean {
    return this.firstLabel !== undefined && this.inCells.areMost(this.pairs, this.firstLabel);
  }

  /** Whether the part of the form that is open has values already: a sentence below is a note. */
  private isAnswered(): boolean {
    return this.section === null || this.tables.length > 0 || this.pairs.some(({ path }) => path[0] === this.section);
  }

  private mark(role: RegionRole, box: Box): true {
    this.region(role, box);
    return true;
  }

  private region(role: RegionRole, { top, left, bottom, right }: Box): void {
    const place = `${top}:${left}`;
    if (this.marked.has(place)) return;
    this.marked.add(place);
    this.regions.push({ role, range: { top, left, bottom, right } });
  }
}
