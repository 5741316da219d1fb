import type { LoadPicture } from '../../picture/tiles';
import type { PictureFrame, Reading, SheetInfo, TableSummary } from '../../workers/api';
import { useAsync } from '../../ui/useAsync';
import { importApi } from '../../workers/client';

/** Windows of the sheets that are being imported. */
export const loadPicture: LoadPicture = (sheet, window) => importApi().picture(sheet, window);

export interface Shown {
  readonly info: SheetInfo;
  readonly tables: readonly TableSummary[];
  readonly frame: PictureFrame | null | undefined;
}

/** The sheet on screen with its tables. */
export function useShown(reading: Reading, sheet: number): Shown | null {
  const info = reading.sheets.find(({ index }) => index === sheet);
  const frame = useAsync(
    async () => ({ sheet, frame: await importApi().frame(sheet) }),
    `${sheet} ${info?.rows} ${info?.file}`,
  );
  if (!info) return null;
  const tables = reading.tables.filter(({ on }) => on === sheet);
  return { info, tables, frame: frame?.sheet === sheet ? frame.frame : undefined };
}
