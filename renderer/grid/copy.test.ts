import { describe, expect, it } from 'vitest';
import { toHtml, toTsv } from './copy';

describe('cells for the clipboard', () => {
  it('divides by tabs and lines, quoting what holds them', () => {
    expect(
      toTsv([
        ['a', 'b\tc'],
        ['d"e', ''],
      ]),
    ).toBe('a\t"b\tc"\r\n"d""e"\t');
  });
  it('types long numbers and leading zeros as text, and leaves amounts as numbers', () => {
    const html = toHtml([['530699199504240831', '53969919710230600X', '0123', '18251.5', 'A<B']]);
    expect(html.match(/mso-number-format/g)).toHaveLength(3);
    expect(html).toContain('<td>18251.5</td>');
    expect(html).toContain('A&lt;B');
  });
});
