import type { Problem } from '../../import/types';
import { address, type Workbook } from '../sheet';

/** Lines that are named one by one. */
const NAMED = 10;

/** What was found while a file was read: parts that were not touched, and quotes of a CSV file that were left out. */
export function remarksOf(workbook: Workbook): Problem[] {
  const { file, macros, externalLinks, strayQuotes = [] } = workbook;
  const note = (code: string): Problem => ({ file, sheet: '', cell: '', code, params: {}, level: 'note' });
  const [first] = strayQuotes;
  const named = strayQuotes.slice(0, NAMED).map(({ line }) => line);
  const more = strayQuotes.length > NAMED ? `等${strayQuotes.length}行` : '';
  return [
    ...(macros === true ? [note('macros_ignored')] : []),
    ...(externalLinks === true ? [note('external_links_ignored')] : []),
    ...(first === undefined
      ? []
      : [
          {
            ...note('csv_stray_quotes'),
            sheet: workbook.sheets[0]?.name ?? '',
            cell: address(first.row, 0),
            params: { lines: `${named.join('、')}行${more}` },
          },
        ]),
  ];
}
