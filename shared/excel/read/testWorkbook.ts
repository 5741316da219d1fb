/** Builds small .xlsx files by hand for tests: the oddities of real files need XML that no writer makes. */
import { strToU8, zipSync } from 'fflate';

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export interface Parts {
  /** Whole worksheet part, or only the rows. */
  readonly sheet: string;
  readonly strings?: string;
  readonly styles?: string;
  readonly workbook?: string;
  readonly relations?: string;
  readonly more?: Readonly<Record<string, Uint8Array>>;
}

/** A package of one sheet; what is not given is the least that Excel would accept. */
export function xlsxOf(parts: Parts): Uint8Array {
  const sheet =
    parts.sheet.includes('<worksheet') || parts.sheet.includes(':worksheet') ? parts.sheet : wrap(parts.sheet);
  const relations =
    parts.relations ??
    `<Relationships><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>` +
      `<Relationship Id="rId2" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/>` +
      `<Relationship Id="rId3" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`;
  const workbook =
    parts.workbook ??
    `<workbook xmlns:r="${OFFICE}"><sheets><sheet name="表1" sheetId="1" r:id="rId1"/></sheets></workbook>`;
  const files: Record<string, Uint8Array> = {
    '_rels/.rels': strToU8(
      `<Relationships><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    'xl/workbook.xml': strToU8(workbook),
    'xl/_rels/workbook.xml.rels': strToU8(relations),
    'xl/worksheets/sheet1.xml': strToU8(sheet),
    'xl/sharedStrings.xml': strToU8(`<sst>${parts.strings ?? ''}</sst>`),
    'xl/styles.xml': strToU8(`<styleSheet>${parts.styles ?? ''}</styleSheet>`),
    ...parts.more,
  };
  return zipSync(files, { level: 6 });
}

function wrap(rows: string): string {
  return `<worksheet><sheetData>${rows}</sheetData></worksheet>`;
}
