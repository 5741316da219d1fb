/** What the styles of an OpenDocument sheet say about its cells: which show dates, and how; which sheets are hidden. */
import { attribute, decodeEntities } from './xml';

/** Elements of a date style → the letters of a format code; the long ones show two digits or names. */
const PARTS: Readonly<Record<string, readonly [short: string, long: string]>> = {
  year: ['yy', 'yyyy'],
  month: ['m', 'mm'],
  day: ['d', 'dd'],
  hours: ['h', 'hh'],
  minutes: ['m', 'mm'],
  seconds: ['s', 'ss'],
  'am-pm': ['AM/PM', 'AM/PM'],
  'day-of-week': ['ddd', 'dddd'],
};

export class OdsStyles {
  /** Names of table styles that hide a sheet. */
  readonly hidden = new Set<string>();
  /** Data style → format code of a date. */
  private readonly formats = new Map<string, string>();
  /** Cell style → data style, and the style it inherits from. */
  private readonly cells = new Map<
    string,
    { readonly data: string | undefined; readonly parent: string | undefined }
  >();
  private style: string | undefined;
  private date: { readonly name: string; code: string } | undefined;
  private literal = false;

  open(name: string, attributes: string): void {
    const named = attribute(attributes, 'name');
    if (name === 'style' && named !== undefined) {
      this.style = named;
      this.cells.set(named, {
        data: attribute(attributes, 'data-style-name'),
        parent: attribute(attributes, 'parent-style-name'),
      });
    } else if (name === 'table-properties') {
      if (attribute(attributes, 'display') === 'false' && this.style !== undefined) this.hidden.add(this.style);
    } else if ((name === 'date-style' || name === 'time-style') && named !== undefined) {
      this.date = { name: named, code: '' };
    } else if (this.date) {
      const part = PARTS[name];
      if (part) this.date.code += part[attribute(attributes, 'style') === 'long' ? 1 : 0];
      this.literal = name === 'text';
    }
  }

  close(name: string): void {
    if (name === 'text') this.literal = false;
    if ((name !== 'date-style' && name !== 'time-style') || !this.date) return;
    if (this.date.code !== '') this.formats.set(this.date.name, this.date.code);
    this.date = undefined;
  }

  text(raw: string): void {
    if (!this.date || !this.literal) return;
    const text = decodeEntities(raw);
    this.date.code += /^[-/: .,]*$/.test(text) ? text : `"${text.replaceAll('"', '')}"`;
  }

  /** Format code of a cell style that shows a date. */
  dateFormat(style: string): string | undefined {
    let name: string | undefined = style;
    // A chain of styles that leads back to itself has an end here.
    for (let step = 0; step < 10 && name !== undefined; step++) {
      const found = this.cells.get(name);
      if (found?.data !== undefined) return this.formats.get(found.data);
      name = found?.parent;
    }
    return undefined;
  }
}
