/** Step 2: what stands where on the sheets. The sheet is drawn; whatever was understood wrongly is put right in the picture. */
import { useMemo, useRef, useState, type ReactElement } from 'react';
import { number } from '../../strings';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { confirmedDay } from './confirmed';
import { withHeaderEnd, withRange, withRows, withoutRows, type RowChoice } from './hints';
import type { ImportState } from './importState';
import { STEP } from './importState';
import { setHints } from './importSteps';
import { goTo } from './planSteps';
import { Legend } from './Legend';
import { ProblemList } from './ProblemList';
import { RowMenu } from './RowMenu';
import { around, type GridPlace } from '../../picture/moves';
import { SheetGrid } from '../../picture/SheetGrid';
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
            <Button look="primary" onClick={() => void goTo(STEP.damage)}>
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
  const [menu, setMenu] = useState<readonly [number, number] | null>(null);
  const [tiles, setTiles] = useState<Tiles | null>(null);
  const number_ = useRef<HTMLElement | null>(null);
  const at = Math.min(chosen, Math.max(0, tables.length - 1));
  const hint = useMemo(
    () => ({
      rows: (rows: readonly [number, number], role: RowChoice) =>
        setHints(info.index, withRows(tables, info.hints, at, rows, role)),
      forget: (rows: readonly [number, number]) => setHints(info.index, withoutRows(info.hints, rows)),
    }),
    [info, tables, at],
  );
  if (!frame) return null;
  const said = (rows: readonly [number, number]): boolean =>
    info.hints.some(({ roles }) =>
      Object.keys(roles ?? {}).some((row) => Number(row) >= rows[0] && Number(row) <= rows[1]),
    );
  return (
    <>
      <div className="import-main">
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
          onRow={(row, extend, element) => {
            const from = extend && anchor ? anchor.row : row;
            setActive({ row, column: 0 });
            setAnchor({ row: from, column: Math.max(0, info.columns - 1) });
            number_.current = element;
            setMenu([Math.min(from, row), Math.max(from, row)]);
          }}
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
        {tiles && <Legend tiles={tiles} />}
      </div>
      {menu && (
        <RowMenu
          rows={menu}
          anchor={number_}
          said={said(menu)}
          onClose={() => setMenu(null)}
          onPick={(role) => {
            setMenu(null);
            void (role === 'forget' ? hint.forget(menu) : hint.rows(menu, role));
          }}
        />
      )}
      <aside className="import-side" aria-label="这张表">
        <TablePanel
          info={info}
          tables={tables}
          at={at}
          onChoose={setChosen}
          marked={active && anchor ? around(active, anchor) : null}
          year={reading.year}
        />
        {tables.length > 0 && <ProblemList of="read" summary={reading.problems} version={version} sheet={info.index} />}
      </aside>
    </>
  );
}
