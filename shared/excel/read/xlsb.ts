/** A look at the records of an .xlsb's worksheet before SheetJS reads it: places outside of a sheet would make it count forever. */

const ROW = 0;
const COLUMNS = 60;
const MERGE = 176;
const LAST_ROW = 1_048_575;
const LAST_COLUMN = 16_383;

/** Whether every row, range of columns and merge lies on a sheet. Source of the layout: [MS-XLSB] 2.1.4. */
export function isSaneSheet(part: Uint8Array): boolean {
  const view = new DataView(part.buffer, part.byteOffset, part.byteLength);
  for (let at = 0; at < part.length;) {
    let type = part[at++]!;
    if (type >= 0x80) type = (type & 0x7f) | ((part[at++]! & 0x7f) << 7);
    let length = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = part[at++] ?? 0;
      length |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    if (at + length > part.length) return false;
    if (type === ROW && (length < 4 || view.getUint32(at, true) > LAST_ROW)) return false;
    if (type === COLUMNS && (length < 8 || view.getUint32(at + 4, true) > LAST_COLUMN)) return false;
    if (type === MERGE && (length < 16 || view.getUint32(at + 4, true) > LAST_ROW)) return false;
    at += length;
  }
  return true;
}
