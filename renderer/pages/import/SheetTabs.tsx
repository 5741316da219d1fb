/** The sheets that were read, as tabs. */
import type { ReactElement } from 'react';
import type { SheetSummary } from '../../workers/api';

export function SheetTabs({
  sheets,
  chosen,
  onChoose,
}: {
  readonly sheets: readonly SheetSummary[];
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
}): ReactElement {
  const several = new Set(sheets.map((sheet) => sheet.file)).size > 1;
  return (
    <div className="tabs import-tabs" role="tablist" aria-label="工作表">
      {sheets.map((sheet, index) => (
        <button
          key={sheet.index}
          type="button"
          role="tab"
          className="tab"
          aria-selected={index === chosen}
          onClick={() => onChoose(index)}
        >
          {several ? `${sheet.file} · ${sheet.sheet}` : sheet.sheet}
        </button>
      ))}
    </div>
  );
}
