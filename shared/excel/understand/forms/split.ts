/** Labels that are printed in two cells. */
import type { Grid } from '../grid';
import { boxesOfRow, type Box } from './boxes';
import { labelScore } from './words';

/** Joins what is written over two rows beside one value: 户主 over 姓名. `consumed` learns of the boxes that are used up. */
export function joinSplitLabels(grid: Grid, boxes: readonly Box[], consumed: Set<string>): Box[] {
  return boxes.map((box, at) => {
    const value = boxes[at + 1];
    if (value === undefined || value.bottom <= box.bottom || value.left !== box.right + 1) return box;
    if (labelScore(value.text) >= 0.8) return box;
    let joined = box;
    const used: string[] = [];
    for (let row = box.bottom + 1; row <= value.bottom; row++) {
      const rest = boxesOfRow(grid, row).find(({ left }) => left === box.left);
      if (rest === undefined) continue;
      used.push(`${rest.top}:${rest.left}`);
      joined = { ...joined, bottom: rest.bottom, text: `${joined.text}${rest.text}` };
    }
    // Values beside a tall cell (a place for a photo) make no label together.
    if (joined === box || labelScore(joined.text) < 0.8) return box;
    for (const place of used) consumed.add(place);
    return joined;
  });
}
