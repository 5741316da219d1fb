/** What rows are, and on a form single cells, as the clerk says it: a menu at the row's number or at the cells. */
import { useEffect, useRef, type KeyboardEvent, type ReactElement } from 'react';
import { Popup } from '../../ui/Popup';
import type { CellChoice, RowChoice } from './hints';

interface Choice<T> {
  readonly is: T;
  readonly word: string;
  readonly tint: string;
}

const CELLS: readonly Choice<CellChoice>[] = [
  { is: 'label', word: '栏目名称', tint: 'header' },
  { is: 'value', word: '填的内容', tint: 'data' },
  { is: 'note', word: '说明，不要', tint: 'note' },
];
const ROWS: readonly Choice<RowChoice>[] = [
  { is: 'title', word: '标题、填报单位', tint: 'title' },
  { is: 'header', word: '表头', tint: 'header' },
  { is: 'sample', word: '示例、代码', tint: 'code' },
  { is: 'data', word: '数据', tint: 'data' },
  { is: 'total', word: '合计、小计', tint: 'total' },
  { is: 'note', word: '说明，不要', tint: 'note' },
];
const ROWS_OF_FORM: readonly Choice<RowChoice>[] = [
  { is: 'title', word: '标题、填报单位', tint: 'title' },
  { is: 'header', word: '成员等小表的表头', tint: 'header' },
  { is: 'note', word: '说明，不要', tint: 'note' },
];
const FORGET: Choice<'forget'> = { is: 'forget', word: '由软件判断', tint: 'none' };

export interface MenuProps {
  /** 0-based, both ends inclusive. */
  readonly rows: readonly [number, number];
  /** On a form: what the cells are called in the menu (B5，选中的 6 格); null = only rows are spoken of. */
  readonly cells: string | null;
  readonly form: boolean;
  /** In pixels of the window. */
  readonly x: number;
  readonly y: number;
}

export function RowMenu({
  menu: { rows, cells, form, x, y },
  said,
  onRows,
  onCells,
  onClose,
}: {
  readonly menu: MenuProps;
  /** Whether something was said about these rows that can be taken back. */
  readonly said: boolean;
  readonly onRows: (role: RowChoice | 'forget') => void;
  readonly onCells: (is: CellChoice) => void;
  readonly onClose: () => void;
}): ReactElement {
  const anchor = useRef<HTMLSpanElement>(null);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.querySelector('button')?.focus(), []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      return onClose();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
  };
  const [from, to] = rows;
  return (
    <>
      <span ref={anchor} className="menu-place" style={{ left: x, top: y }} />
      <Popup anchor={anchor} onClose={onClose}>
        <div ref={list} role="menu" className="row-menu" aria-label="这里是什么" onKeyDown={onKeyDown}>
          {cells !== null && <Section title={`${cells}是`} choices={CELLS} onPick={onCells} />}
          <Section
            title={from === to ? `第 ${from + 1} 行是` : `第 ${from + 1}—${to + 1} 行是`}
            choices={[...(form ? ROWS_OF_FORM : ROWS), ...(said ? [FORGET] : [])]}
            onPick={onRows}
          />
        </div>
      </Popup>
    </>
  );
}

function Section<T extends string>({
  title,
  choices,
  onPick,
}: {
  readonly title: string;
  readonly choices: readonly Choice<T>[];
  readonly onPick: (is: T) => void;
}): ReactElement {
  return (
    <>
      <p className="note">{title}</p>
      {choices.map(({ is, word, tint }) => (
        <button key={is} type="button" role="menuitem" className="row-choice" onClick={() => onPick(is)}>
          <span className={`legend-mark tint-${tint}`} />
          {word}
        </button>
      ))}
    </>
  );
}
