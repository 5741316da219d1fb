/**
 * How an exported 附加列 is headed, so that another import knows it as 附加列 of the header behind the mark, whatever that says:
 * 附加列-片区, of the year of its row 附加列年-补助, of a year 附加列2019-补助.
 */
const MARK = /^附加列(年|(?:19|20)\d{2})?-/;

export type ExtraYear = number | 'row' | undefined;

export function marked(header: string, year: ExtraYear): string {
  return `附加列${year === undefined ? '' : year === 'row' ? '年' : year}-${header}`;
}

/** What a marked header says; undefined when it is none. */
export function unmarked(header: string): { readonly header: string; readonly year: ExtraYear } | undefined {
  const mark = MARK.exec(header);
  if (mark === null) return undefined;
  const year = mark[1] === undefined ? undefined : mark[1] === '年' ? 'row' : Number(mark[1]);
  return { header: header.slice(mark[0].length), year };
}
