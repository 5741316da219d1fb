/** 张庄村_2025年收入表_20261122.xlsx: who, what, when – as offices name their files. */
export function exportName(village: string, year: number, title: string, at: Date): string {
  const day = [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0')).join('');
  const clean = village.replace(/[\\/:*?"<>|\s]/g, '');
  return `${clean === '' ? '' : `${clean}_`}${year}年${title}_${day}.xlsx`;
}
