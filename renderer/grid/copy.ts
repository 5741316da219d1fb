/** A block of cells for the clipboard: tab-separated for anything, and HTML whose cells are typed as text for WPS. */

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (char) => ESCAPES[char] ?? char);
}

/** A cell with a tab, a line break or a quote is quoted as WPS and Excel do it. */
function plain(text: string): string {
  return /[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function toTsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(plain).join('\t')).join('\r\n');
}

/**
 * `\@` is the text format: without it a pasted 18-digit number loses its last three digits (precision 15). Short
 * numbers stay numbers, so that they can be summed after pasting.
 */
export function toHtml(rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => {
    const asText = /^\d{12,}[\dX]?$/i.test(text) || /^0\d/.test(text);
    return `<td${asText ? ` style='mso-number-format:"\\@"'` : ''}>${escapeHtml(text)}</td>`;
  };
  const body = rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('');
  return `<html><head><meta charset="utf-8"></head><body><table>${body}</table></body></html>`;
}
