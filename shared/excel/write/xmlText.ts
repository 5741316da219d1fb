/** Text as it must stand in the XML of a workbook. */

/** Most characters that Excel accepts in one cell. */
const LONGEST = 32_767;
const NEEDS_ESCAPE = /[&<>"\u0000-\u001f\ufffe\uffff]|_x[0-9a-fA-F]{4}_/;
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * Escapes a text for a cell. Characters that XML cannot hold become _xHHHH_ (ECMA-376 ST_Xstring), and a text that looks
 * like such an escape is itself escaped, so that reading gives back exactly what was written. Cut at Excel's limit.
 */
export function escapeText(text: string): string {
  const cut = text.length > LONGEST ? text.slice(0, LONGEST) : text;
  if (!NEEDS_ESCAPE.test(cut)) return cut;
  return cut
    .replace(/_(?=x[0-9a-fA-F]{4}_)/g, '_x005F_')
    .replace(/[&<>"]/g, (char) => ESCAPES[char] ?? char)
    .replace(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, (char) => {
      return `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
    });
}

/** A <t> element; blanks at the ends and line breaks survive only when asked for. */
export function textElement(text: string): string {
  const keep = /^\s|\s$|\n|\t/.test(text) ? ' xml:space="preserve"' : '';
  return `<t${keep}>${escapeText(text)}</t>`;
}
