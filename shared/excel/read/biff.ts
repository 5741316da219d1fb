/** A look at the record stream of an .xls before it is read: is it locked, is it whole? */

const BOF = 0x0809;
const END = 0x000a;
const FILE_PASS = 0x002f;
const BOUND_SHEET = 0x0085;

export interface BiffState {
  /** A FILEPASS record: the cells are encrypted. */
  readonly locked: boolean;
  /** Every substream that the workbook announces is there to its end. */
  readonly whole: boolean;
  /** BIFF version: 8 since Excel 97; earlier ones keep text in the code page of their computer. */
  readonly version: number;
}

/** Walks the records of a Workbook stream (BIFF5–8). Source of the layout: [MS-XLS] 2.1.4. */
export function inspectBiff(stream: Uint8Array): BiffState {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const begins = new Set<number>();
  const announced: number[] = [];
  const version = stream.length >= 6 && view.getUint16(4, true) === 0x0600 ? 8 : 5;
  let depth = 0;
  let locked = false;
  let at = 0;
  while (at + 4 <= stream.length) {
    const type = view.getUint16(at, true);
    const length = view.getUint16(at + 2, true);
    // Streams are padded with zeros behind the last substream.
    if (depth === 0 && type !== BOF) break;
    if (at + 4 + length > stream.length) return { locked, whole: false, version };
    if (type === BOF) {
      begins.add(at);
      depth++;
    } else if (type === END) depth--;
    else if (type === FILE_PASS) locked = true;
    else if (type === BOUND_SHEET && length >= 4) announced.push(view.getUint32(at + 4, true));
    at += 4 + length;
  }
  // In a locked file the offsets of the sheets are still readable, but nothing else needs to be.
  return { locked, whole: depth === 0 && announced.every((offset) => begins.has(offset)), version };
}
