/** styles.xml: for each cell style, the date format it shows, if any. */
import { dateFormat } from './numberFormat';
import { attribute, tags } from './xml';

/** Index = the `s` of a cell; the format code when the style shows a date, else undefined. */
export type DateStyles = readonly (string | undefined)[];

/** Reads the cell styles; a missing or odd part yields no date styles. */
export function readDateStyles(xml: string): DateStyles {
  const custom = new Map<number, string>();
  const styles: (string | undefined)[] = [];
  let inCellStyles = false;
  for (const tag of tags(xml)) {
    if (tag.name === 'numFmt') {
      const code = attribute(tag.attributes, 'formatCode');
      if (code !== undefined) custom.set(Number(attribute(tag.attributes, 'numFmtId')), code);
    } else if (tag.name === 'cellXfs') {
      inCellStyles = tag.kind === 'open';
    } else if (inCellStyles && tag.name === 'xf' && tag.kind !== 'close') {
      const id = Number(attribute(tag.attributes, 'numFmtId') ?? 0);
      styles.push(dateFormat(id, custom.get(id)));
    }
  }
  return styles;
}
