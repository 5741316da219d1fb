/** Step 3 (first confirmation): which column is which field; the unsure ones stand first. */
import { useState, type ReactElement, type ReactNode } from 'react';
import { address, columnName } from '#shared/excel/sheet';
import type { ColumnSummary, Reading, TableSummary } from '../../workers/api';
import { number } from '../../strings';
import { Button } from '../../ui/Button';
import { ColumnLine, isUnsure } from './ColumnLine';
import { FIRST } from './focus';
import { STEP, type ImportState } from './importState';
import { chooseSheet, setColumn } from './importSteps';
import { goTo } from './planSteps';
import type { GridPlace } from '../../picture/moves';
import { SheetGrid } from '../../picture/SheetGrid';
import { SheetRail } from './SheetRail';
import { useShown, type Shown } from './useFrame';
import { ValueList } from './ValueList';

export function ColumnsStep({
  state,
  reading,
}: {
  readonly state: ImportState;
  readonly reading: Reading;
}): ReactElement {
  const shown = useShown(reading, state.sheet);
  const unsure = reading.tables.flatMap((table) => table.columns.filter(isUnsure).map(() => table.on));
  const elsewhere = unsure.find((on) => on !== state.sheet);
  return (
    <div className="import-step">
      <div className="import-body">
        <SheetRail reading={reading} chosen={state.sheet} columns />
        {shown?.frame ? (
          <ColumnsOfSheet key={shown.info.index} shown={shown} version={String(state.version)} />
        ) : (
          <div className="import-main" />
        )}
      </div>
      <footer className="import-foot">
        <Button onClick={() => void goTo(STEP.tables)}>上一步</Button>
        <span className="note">
          {unsure.length > 0 ? `还有 ${number(unsure.length)} 列不太有把握，请核对` : '所有列都有着落'}
        </span>
        {elsewhere !== undefined && !unsure.includes(state.sheet) && (
          <Button {...FIRST} onClick={() => chooseSheet(elsewhere)}>
            去核对
          </Button>
        )}
        <Button look="primary" {...(unsure.length > 0 ? {} : FIRST)} onClick={() => void goTo(STEP.damage)}>
          字段对好了，看变化
        </Button>
      </footer>
    </div>
  );
}

function ColumnsOfSheet({
  shown: { info, tables, frame, load },
  version,
}: {
  readonly shown: Shown;
  readonly version: string;
}): ReactElement | null {
  const [chosen, setChosen] = useState(0);
  const [at, setAt] = useState<string | null>(null);
  const [active, setActive] = useState<GridPlace | null>(null);
  const table = tables[Math.min(chosen, Math.max(0, tables.length - 1))];
  if (!frame) return null;
  const column = table?.columns.find((each) => each.at === at);
  const tagged = table && table.arrangement !== 'form' && table.arrangement !== 'transposed' ? table : null;
  const byPlace = new Map(tagged?.columns.map((each) => [each.place?.[1] ?? -1, each]));
  const choose = (next: ColumnSummary): void => {
    setAt(next.at);
    if (next.place) setActive({ row: next.place[0], column: next.place[1] });
  };
  const pick = (place: GridPlace): void => {
    setActive(place);
    const found = table?.columns.find(
      ({ place: own }) => own && (tagged ? own[1] === place.column : own[0] === place.row && own[1] === place.column),
    );
    if (found) setAt(found.at);
  };
  const tag = (index: number): ReactNode => {
    const own = byPlace.get(index);
    return own ? <Tag column={own} onChoose={() => choose(own)} /> : null;
  };
  return (
    <>
      <div className="import-main">
        <SheetGrid
          load={load}
          sheet={info.index}
          label={`${info.sheet} 和对应的栏目`}
          frame={frame}
          version={version}
          active={active}
          anchor={active}
          onActive={pick}
          tags={tagged ? tag : undefined}
          lit={tagged ? (column?.place?.[1] ?? null) : null}
        />
      </div>
      <aside className="import-side import-columns" aria-label="列和栏目">
        {tables.length > 1 && (
          <div className="tabs panel-tabs" role="tablist" aria-label="这张工作表上的表">
            {tables.map((each, index) => (
              <button
                key={each.index}
                type="button"
                role="tab"
                className="tab"
                aria-selected={each === table}
                onClick={() => setChosen(index)}
              >
                表 {index + 1}
              </button>
            ))}
          </div>
        )}
        <ValueList version={version} />
        {table ? <Groups table={table} at={at} onChoose={choose} /> : <p className="note">这张工作表没有认出表格。</p>}
      </aside>
    </>
  );
}

function Tag({ column, onChoose }: { readonly column: ColumnSummary; readonly onChoose: () => void }): ReactElement {
  const look = isUnsure(column) ? 'tag-unsure' : column.field === null ? 'tag-none' : 'tag-sure';
  return (
    <button
      type="button"
      className={`tag ${look}`}
      title={column.label ?? '没有对应的栏目，作为附加列保留'}
      onClick={onChoose}
    >
      {column.label ?? '附加列'}
    </button>
  );
}

/** What names the column in the file: its letter, on a form the cell of its name; '' where it stands in lines between the rows. */
function placeText({ arrangement }: TableSummary, { at, place }: ColumnSummary): string {
  if (arrangement === 'headerless') return at;
  if (!place) return '';
  return arrangement === 'table' ? columnName(place[1]) : address(place[0], place[1]);
}

function Groups({
  table,
  at,
  onChoose,
}: {
  readonly table: TableSummary;
  readonly at: string | null;
  readonly onChoose: (column: ColumnSummary) => void;
}): ReactElement {
  const groups = [
    { title: '请看一下', hint: '不太有把握，请核对', list: table.columns.filter(isUnsure) },
    {
      title: '附加列',
      hint: '没有对应的栏目，原样保留在每一户，不会丢',
      list: table.columns.filter((column) => column.field === null && !isUnsure(column)),
    },
    { title: '已对上', hint: '', list: table.columns.filter((column) => column.field !== null && !isUnsure(column)) },
  ];
  return (
    <>
      {groups.map(({ title, hint, list }) =>
        list.length === 0 ? null : (
          <section key={title}>
            <h2>
              {title} <span className="count">{number(list.length)}</span>
            </h2>
            {hint !== '' && <p className="note">{hint}</p>}
            <ul>
              {list.map((column) => (
                <ColumnLine
                  key={column.at}
                  column={column}
                  at={placeText(table, column)}
                  chosen={column.at === at}
                  onChoose={() => onChoose(column)}
                  onField={(field) => void setColumn(table.index, column.at, field)}
                />
              ))}
            </ul>
          </section>
        ),
      )}
    </>
  );
}
