/** Whether a form mostly writes values into the cells of their labels. */
import { isInOneCell } from './below';
import type { Pair } from './line';

/** Asked at every line of a form: what was counted is not counted again. */
export class InCells {
  private looked = 0;
  private all = 0;
  private inCells = 0;

  /** Of the pairs of lines with values from row `from` on; `pairs` only ever grows. */
  areMost(pairs: readonly Pair[], from: number): boolean {
    for (; this.looked < pairs.length; this.looked++) {
      const pair = pairs[this.looked]!;
      if (pair.via !== 'line' || pair.value === null || pair.label.top < from) continue;
      this.all++;
      if (isInOneCell(pair)) this.inCells++;
    }
    return this.inCells > this.all / 2;
  }
}
