import { words } from '../strings';

/** Longest text of a whole row. */
const ROW_LETTERS = 60;

/** What stood or stands at a path of the record, as a history or a comparison shows it. */
export function valueText(value: unknown): string {
  if (value === undefined || value === null || value === '') return words.blank;
  if (Array.isArray(value)) {
    const texts = (value as readonly { readonly text?: unknown }[]).flatMap(({ text }) =>
      typeof text === 'string' ? [`“${text}”`] : [],
    );
    if (value.length === 0) return words.blank;
    return texts.length > 0 ? texts.join('、') : `${value.length} 行`;
  }
  return typeof value === 'object' ? rowText(value) : String(value);
}

function rowText(row: object): string {
  const text = Object.values(row).filter(Boolean).map(String).join('，');
  return text.length > ROW_LETTERS ? `${text.slice(0, ROW_LETTERS)}…` : text || words.blank;
}
