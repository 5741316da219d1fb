/** Step 2: what stands where on the sheets. The sheet is drawn; whatever was understood wrongly is put right in the picture. */
import { useRef, useState, type ReactElement } from 'react';
import type { Range } from '#shared/excel/sheet';
import type { TableHint } from '#shared/import/types';
import { number } from '../../strings';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { confirmedDay } from './confirmed';
import { FIRST } from './focus';
import { isSaid, tableAt, withCells, withHeaderEnd, withRange, withRows, withoutRows } from './hints';
import type { ImportState } from './importState';
import { STEP } from './importState';
import { setHints } from './importSteps';
import { goTo } from './planSteps';
import { Legend } from './Legend';
import { ProblemList } from './ProblemList';
import { cellsIn, namesOf } from './marked';
import { RowMenu, type MenuProps } from './RowMenu';
import { around, holds, type GridPlace } from '../../picture/moves';
import { SheetGrid, type GridPoint } from '../../picture/SheetGrid';
import { SheetRail } from './SheetRail';
import { TableOutlines } from './TableOutlines';
import { TablePanel } from './TablePanel';
import type { Tiles } from '../../picture/tiles';
import { useShown, type Shown } from './useFrame';
import type { Reading } from '../../workers/api';

export function TablesStep({
  state,
  reading,
}: {
  readonly state: ImportState;
  readonly reading: Reading;
}): ReactElement {
  const shown = useShown(reading, state.sheet);
  const day = confirmedDay(reading);
  const usable = reading.dataRows > 0;
  return (
    <div className="import-step">
      {day !== null && (
        <Notice
          kind="good"
          action={
            <Button look="primary" {...FIRST} onClick={() => void goTo(STEP.damage)}>
              照上次的办，看变化
            </Button>
          }
        >
          这种表您确认过（{day}），栏目已照上次对好。
        </Notice>
      )}
      <div className="import-body">
        <SheetRail reading={reading} chosen={state.sheet} />
        {shown?.frame ? (
          <TablesOfSheet key={shown.info.index} shown={shown} reading={reading} version={String(state.version)} />
        ) : (
          <div className="import-main" />
        )}
      </div>
      <footer className="import-foot">
        <Button onClick={() => void goTo(STEP.files)}>上一步</Button>
        <span className="note">
          {usable
            ? `要导入的表里共 ${number(reading.dataRows)} 行数据`
            : '还没有认出数据，请点行号告诉软件哪一行是表头'}
        </span>
        <Button look={day === null ? 'primary' : 'plain'} disabled={!usable} onClick={() => void goTo(STEP.columns)}>
          表认对了，去对字段
        </Button>
      </footer>
    </div>
  );
}

function TablesOfSheet({
  shown: { info, tables, frame, load },
  reading,
  version,
}: {
  readonly shown: Shown;
  readonly reading: Reading;
  readonly version: string;
}): ReactElement | null {
  const [chosen, setChosen] = useState(0);
  const [active, setActive] = useState<GridPlace | null>(null);
  const [anchor, setAnchor] = useState<GridPlace | null>(null);
  const [menu, setMenu] = useState<MenuProps | null>(null);
  const [tiles, setTiles] = useState<Tiles | null>(null);
  const main = useRef<HTMLDivElement>(null);
  const at = Math.min(chosen, Math.max(0, tables.length - 1));
  const marked = active && anchor ? around(active, anchor) : null;
  if (!frame) return null;
  /** What is said holds for the table on which it is said. */
  const menuAt = (range: Range, cells: boolean, { x, y }: GridPoint): void => {
    const own = tableAt(tables, at, range);
    setChosen(own);
    const form = tables[own]?.arrangement === 'form';
    setMenu({ rows: [range.top, range.bottom], cells: cells && form ? namesOf(range, tiles) : null, form, x, y });
  };
  const closeMenu = (): void => {
    setMenu(null);
    main.current?.querySelector<HTMLElement>('.sheet-grid')?.focus({ preventScroll: true });
  };
  const say = (hints: readonly TableHint[]): void => {
    closeMenu();
    void setHints(info.index, hints);
  };
  return (
    <>
      <div ref={main} className="import-main" {...FIRST}>
        <SheetGrid
          load={load}
          sheet={info.index}
          label={`${info.sheet}，${info.rows} 行 ${info.columns} 列`}
          frame={frame}
          version={version}
          active={active}
          anchor={anchor}
          onActive={(place, from) => {
            setActive(place);
            setAnchor(from);
          }}
          onRow={(row, extend, point) => {
            const from = { row: extend && anchor ? anchor.row : row, column: Math.max(0, info.columns - 1) };
            setActive({ row, column: 0 });
            setAnchor(from);
            menuAt(around({ row, column: 0 }, from), false, point);
          }}
          onMenu={(place, point) => menuAt(marked && holds(marked, place) ? marked : around(place, place), true, point)}
          onTiles={setTiles}
          over={(geometry) => (
            <TableOutlines
              tables={tables}
              chosen={at}
              geometry={geometry}
              onChoose={setChosen}
              onRange={(range) => void setHints(info.index, withRange(tables, info.hints, at, range))}
              onHeaderEnd={(row) => void setHints(info.index, withHeaderEnd(tables, info.hints, at, row))}
            />
          )}
        />
        {tiles && <Legend tiles={tiles} active={active} />}
      </div>
      {menu && (
        <RowMenu
          key={JSON.stringify(menu)}
          menu={menu}
          said={isSaid(info.hints, menu.rows)}
          onClose={closeMenu}
          onRows={(role) =>
            say(
              role === 'forget'
                ? withoutRows(info.hints, menu.rows)
                : withRows(tables, info.hints, at, menu.rows, role),
            )
          }
          onCells={(is) => say(withCells(tables, info.hints, at, marked && tiles ? cellsIn(marked, tiles) : [], is))}
        />
      )}
      <aside className="import-side" aria-label="这张表">
        <TablePanel info={info} tables={tables} at={at} onChoose={setChosen} marked={marked} year={reading.year} />
        {tables.length > 0 && <ProblemList of="read" summary={reading.problems} version={version} sheet={info.index} />}
      </aside>
    </>
  );
}
