/** Kept files of imports as pictures of their sheets. */
import { Sha256 } from '#shared/derive/sha256';
import { readWorkbookWith } from '#shared/excel/read/encrypted';
import type { Range, Workbook } from '#shared/excel/sheet';
import { cellText } from '#shared/excel/understand/grid';
import { fail, ok, type Result } from '#shared/result';
import { desktop, desktopFiles } from '../../bridge/desktop';
import { frameOf, pictureOf } from '../import/picture';
import type { Picture } from '../importReading';
import type { SourceApi, SourceSheet } from '../sourceApi';

/** Reads a kept file by its SHA-256. */
export type ReadKept = (sha256: string) => Promise<Result<Uint8Array>>;

const readKept: ReadKept = async (sha256) => {
  const token = await desktop.storedToken('attachment', sha256);
  return token.ok ? desktopFiles.readAll(token.value) : token;
};

/** Nothing was understood of the sheet here: it is shown as it is. */
const PLAIN = { tables: [], damages: [], households: [] } as const;

export class SourceViewer implements SourceApi {
  private last: { readonly sha256: string; readonly workbook: Workbook } | null = null;

  constructor(private readonly read: ReadKept = readKept) {}

  async openFile(sha256: string, name: string, password?: string): Promise<Result<readonly SourceSheet[]>> {
    if (this.last?.sha256 !== sha256) {
      this.last = null;
      const bytes = await this.verified(sha256, name);
      if (!bytes.ok) return bytes;
      const workbook = await readWorkbookWith(bytes.value, name, password).catch(() =>
        fail('file_damaged', { file: name }),
      );
      if (!workbook.ok) return workbook;
      this.last = { sha256, workbook: workbook.value };
    }
    return ok(
      this.last.workbook.sheets.map((sheet) => ({
        name: sheet.name,
        hidden: sheet.hidden,
        hiddenRows: sheet.hiddenRows.size,
        frame: frameOf(sheet),
      })),
    );
  }

  /** The bytes as they were imported, and no others: a cell of a spoiled file would be a false witness. */
  private async verified(sha256: string, name: string): Promise<Result<Uint8Array>> {
    const bytes = await this.read(sha256);
    if (!bytes.ok) return bytes.error.code === 'file_not_found' ? fail('source_gone', { name }) : bytes;
    const hash = new Sha256();
    hash.update(bytes.value);
    return hash.digest() === sha256 ? bytes : fail('source_rotten', { name });
  }

  picture(sha256: string, sheet: number, window: Range): Promise<Picture | null> {
    const found = this.sheet(sha256, sheet);
    return Promise.resolve(found ? pictureOf(found, window, PLAIN) : null);
  }

  text(sha256: string, sheet: number, row: number, column: number): Promise<string> {
    return Promise.resolve(cellText(this.sheet(sha256, sheet)?.rows[row]?.[column] ?? null));
  }

  private sheet(sha256: string, sheet: number): Workbook['sheets'][number] | undefined {
    return this.last?.sha256 === sha256 ? this.last.workbook.sheets[sheet] : undefined;
  }
}
