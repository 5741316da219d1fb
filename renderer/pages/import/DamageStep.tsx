/** Step 4: what spreadsheets broke. Each finding with what shows it and what is proposed; nothing is repaired unasked. */
import { useEffect, useState, type ReactElement } from 'react';
import type { DamageKindSummary, DamageText, Reading } from '../../workers/api';
import { number } from '../../strings';
import { Button } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { useAsync } from '../../ui/useAsync';
import { importApi } from '../../workers/client';
import { FIRST } from './focus';
import { STEP, type ImportState } from './importState';
import { chooseSheet } from './importSteps';
import { accept, goTo } from './planSteps';
import type { GridPlace } from '../../picture/moves';
import { SheetGrid } from '../../picture/SheetGrid';
import { Tick } from './Tick';
import { useShown } from './useFrame';

const PAGE = 60;
const LEVELS = {
  certain: { word: '肯定', look: 'E', icon: 'error' },
  likely: { word: '很可能', look: 'W', icon: 'warn' },
  possible: { word: '请看一下', look: 'I', icon: 'info' },
} as const;

export function DamageStep({
  state,
  reading,
  damages,
}: {
  readonly state: ImportState;
  readonly reading: Reading;
  readonly damages: readonly DamageKindSummary[];
}): ReactElement {
  // What can be decided here stands before what can only be mended on paper.
  const asked = damages
    .filter(({ note }) => !note)
    .toSorted((a, b) => Number(b.repairable > 0) - Number(a.repairable > 0));
  const notes = damages.filter(({ note }) => note);
  const [kind, setKind] = useState<string | null>(asked[0]?.kind ?? null);
  const [active, setActive] = useState<GridPlace | null>(null);
  const shown = useShown(reading, state.sheet);
  const accepted = damages.reduce((sum, each) => sum + each.accepted, 0);
  return (
    <div className="import-step">
      <div className="import-body">
        <nav className="damage-kinds" aria-label="损坏的种类" {...FIRST}>
          <h2>
            可能的损坏 <span className="count">{number(asked.reduce((sum, each) => sum + each.count, 0))}</span>
          </h2>
          {asked.length === 0 && <p className="note">没有找到要您决定的。</p>}
          <ul>
            {asked.map((each) => (
              <KindLine key={each.kind} kind={each} chosen={each.kind === kind} onChoose={() => setKind(each.kind)} />
            ))}
          </ul>
          {notes.length > 0 && (
            <>
              <h3>不影响内容，已照常读</h3>
              <ul className="note damage-notes">
                {notes.map((each) => (
                  <li key={each.kind}>
                    {each.label} {number(each.count)} 处
                  </li>
                ))}
              </ul>
            </>
          )}
        </nav>
        <div className="damage-main">
          {kind !== null && (
            <DamageList
              key={kind}
              kind={kind}
              stamp={JSON.stringify(damages)}
              onShow={(damage) => {
                if (damage.on >= 0) chooseSheet(damage.on);
                setActive({ row: damage.row, column: damage.column });
              }}
            />
          )}
          <div className="damage-picture">
            {shown?.frame && (
              <SheetGrid
                key={shown.info.index}
                load={shown.load}
                sheet={shown.info.index}
                label={`${shown.info.sheet}，损坏的格子标了颜色`}
                frame={shown.frame}
                version={`${state.version} damage`}
                active={active}
                anchor={active}
                onActive={(place) => setActive(place)}
              />
            )}
          </div>
        </div>
      </div>
      <footer className="import-foot">
        <Button onClick={() => void goTo(STEP.columns)}>上一步</Button>
        <span className="note">
          打勾的 {number(accepted)} 处照建议改，只改读进来的内容，您的表不会动；没打勾的照表里写的读
        </span>
        <Button look="primary" onClick={() => void goTo(STEP.plan)}>
          看变化
        </Button>
      </footer>
    </div>
  );
}

function KindLine({
  kind,
  chosen,
  onChoose,
}: {
  readonly kind: DamageKindSummary;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}): ReactElement {
  const some = kind.accepted > 0 && kind.accepted < kind.repairable;
  return (
    <li className={`rail-sheet${chosen ? ' rail-chosen' : ''}`}>
      <label className="rail-tick" title={kind.repairable === 0 ? '这一种没有可以照办的建议' : '这一种都照建议改'}>
        <Tick
          disabled={kind.repairable === 0}
          checked={kind.repairable > 0 && kind.accepted === kind.repairable}
          some={some}
          aria-label={`${kind.label} 都照建议改`}
          onTick={(accepted) => accept({ kind: kind.kind }, accepted)}
        />
      </label>
      <button type="button" className="rail-name" aria-current={chosen ? 'true' : undefined} onClick={onChoose}>
        <span>{kind.label}</span>
        <span className="note">
          {number(kind.count)} 处{kind.accepted > 0 && `，照改 ${number(kind.accepted)} 处`}
        </span>
      </button>
    </li>
  );
}

/** Cells of the same address in many files must be told apart without pointing at each. */
function placeOf({ file, sheet }: DamageText): string {
  return `${file.slice(file.lastIndexOf('/') + 1)} ${sheet}`;
}

function DamageList({
  kind,
  stamp,
  onShow,
}: {
  readonly kind: string;
  readonly stamp: string;
  readonly onShow: (damage: DamageText) => void;
}): ReactElement {
  const [shown, setShown] = useState(PAGE);
  const [chosen, setChosen] = useState<string | null>(null);
  const list = useAsync(() => importApi().damages(kind, 0, shown), `${kind} ${shown} ${stamp}`);
  const [first] = list ?? [];
  const several = list?.some(({ file, sheet }) => file !== first?.file || sheet !== first.sheet) ?? false;
  useEffect(() => {
    if (!first) return;
    onShow(first);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only when another kind is opened
  }, [first?.id]);
  return (
    <div className="damage-list">
      <table className="list">
        <thead>
          <tr>
            <th scope="col">照改</th>
            <th scope="col">位置</th>
            <th scope="col">说明</th>
            <th scope="col">表里写的 → 建议</th>
          </tr>
        </thead>
        <tbody>
          {list?.map((damage) => (
            <tr key={damage.id} className={damage.id === (chosen ?? first?.id) ? 'damage-chosen' : undefined}>
              <td className="damage-tick">
                <label className="rail-tick">
                  <Tick
                    disabled={!damage.repairable}
                    checked={damage.accepted}
                    aria-label={`${damage.cell} 照建议改`}
                    onTick={(accepted) => accept({ ids: [damage.id] }, accepted)}
                  />
                </label>
              </td>
              <td className="damage-cell">
                <Button
                  look="quiet"
                  title={`${damage.file} ${damage.sheet}`}
                  onClick={() => {
                    setChosen(damage.id);
                    onShow(damage);
                  }}
                >
                  {damage.cell || '看原表'}
                </Button>
                {damage.who !== '' && <span className="note damage-who">{damage.who}</span>}
                {several && <span className="note">{placeOf(damage)}</span>}
              </td>
              <td className="selectable">
                <span className={`severity severity-${LEVELS[damage.level].look}`}>
                  <Icon name={LEVELS[damage.level].icon} size={0.875} />
                  {LEVELS[damage.level].word}
                </span>{' '}
                {damage.text}
              </td>
              <td className="selectable damage-change">
                <del>{damage.before || '空白'}</del>
                {damage.proposal !== null && (
                  <>
                    {' → '}
                    <ins>{damage.proposal}</ins>
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {list && list.length === shown && (
        <Button look="quiet" onClick={() => setShown(shown + PAGE)}>
          再显示 {number(PAGE)} 处
        </Button>
      )}
    </div>
  );
}
