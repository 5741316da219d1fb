import type { LoadPicture } from '../../picture/tiles';
import type { ImportFile, PictureFrame, Reading, SheetInfo, TableSummary } from '../../workers/api';
import { useAsync } from '../../ui/useAsync';
import { importApi } from '../../workers/client';
import { useImportState } from './importState';

interface Source {
  readonly number: number;
  readonly load: LoadPicture;
}

const sources = new WeakMap<readonly ImportFile[], Source>();
let count = 0;

/** Where pictures of these files come from: sheet 0 of other files must not be shown until their own arrives. */
export function sourceOf(dropped: readonly ImportFile[]): Source {
  const known = sources.get(dropped);
  if (known) return known;
  const source: Source = { number: ++count, load: (sheet, window) => importApi().picture(sheet, window) };
  sources.set(dropped, source);
  return source;
}

export interface Shown {
  readonly info: SheetInfo;
  readonly tables: readonly TableSummary[];
  readonly frame: PictureFrame | null | undefined;
  /** Windows of it. */
  readonly load: LoadPicture;
}

/** The sheet on screen with its tables. */
export function useShown(reading: Reading, sheet: number): Shown | null {
  const info = reading.sheets.find(({ index }) => index === sheet);
  const { number: source, load } = sourceOf(useImportState().dropped);
  const frame = useAsync(
    async () => ({ source, sheet, frame: await importApi().frame(sheet) }),
    `${source} ${sheet} ${info?.rows} ${info?.file}`,
  );
  if (!info) return null;
  const tables = reading.tables.filter(({ on }) => on === sheet);
  return { info, tables, frame: frame?.source === source && frame.sheet === sheet ? frame.frame : undefined, load };
}
