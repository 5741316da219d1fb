/** Addresses whose printed parts stand in cells of their own: 家庭住址 松坪 乡 李庄 村 3 组. */
import { adjacent, type Box } from './boxes';
import { labelScore, squeezed } from './words';

const ADDRESS = /(住址|地址|户籍地|居住地|所在地|住所)$/;
const PRINTED = /^(省|市|县|区|乡|镇|乡镇|乡\(镇\)|镇\(乡\)|街道|村|社区|村\(社区\)|组|社|屯|号|户)$/;

/** The row with each such address as one value behind its label. */
export function withWholeAddresses(boxes: readonly Box[]): readonly Box[] {
  const found: Box[] = [];
  for (let at = 0; at < boxes.length; at++) {
    const box = boxes[at]!;
    found.push(box);
    if (!ADDRESS.test(squeezed(box.text))) continue;
    const end = endOfAddress(boxes, at + 1);
    if (end === at + 1) continue;
    const parts = boxes.slice(at + 1, end);
    const text = parts.map((part) => part.text.trim()).join('');
    found.push({ ...parts[0]!, right: parts.at(-1)!.right, cell: text, text });
    at = end - 1;
  }
  return found;
}

/**
 * Behind the last part; `from` when what is written does not stand before what is printed. 家庭住址 石河村48号 乡 松坪乡 holds an
 * address that is whole, and the 乡 behind it is a label of its own: parts are two at least, and none says itself what it is.
 */
function endOfAddress(boxes: readonly Box[], from: number): number {
  let at = from;
  while (isPart(boxes, at)) at += 2;
  if (at < from + 4) return from;
  // 松坪 乡 李庄 村 3组: the last part holds both.
  return isWritten(boxes, at) && /(组|号|社|屯|户)$/.test(boxes[at]?.text ?? '') ? at + 1 : at;
}

function isPart(boxes: readonly Box[], at: number): boolean {
  const printed = boxes[at + 1];
  if (printed === undefined || !isWritten(boxes, at) || !PRINTED.test(squeezed(printed.text))) return false;
  return !/[省市县区乡镇村组社屯号户]$/.test(boxes[at]!.text.trim());
}

function isWritten(boxes: readonly Box[], at: number): boolean {
  const box = boxes[at];
  const before = boxes[at - 1];
  return box !== undefined && before !== undefined && adjacent(before, box) && labelScore(box.text) < 0.5;
}
