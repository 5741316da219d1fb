/** The sheets of an opened file under tabs, as in WPS: above them the address and the whole text of the cell in work. */
import { useEffect, useMemo, useRef, useState, type ReactElement } from 'react';
import { address } from '#shared/excel/sheet';
import { SheetGrid } from '../picture/SheetGrid';
import type { GridPlace } from '../picture/moves';
import type { LoadPicture } from '../picture/tiles';
import { words } from '../strings';
import { Button } from '../ui/Button';
import { Notice } from '../ui/Notice';
import { useAsync } from '../ui/useAsync';
import { sourceApi } from '../workers/client';
import type { SourceSheet } from '../workers/sourceApi';
import { placeOf, type SourceCell } from './said';
import '../picture/picture.css';

interface SourceSheetsProps {
  readonly sheets: readonly SourceSheet[];
  readonly source: SourceCell;
  readonly field: string;
  readonly how: string;
}

/** The sheet that is meant; a file of one sheet has no other (a .csv names its sheet after the file). -1 = not there. */
export function sheetOf(sheets: readonly Pick<SourceSheet, 'name'>[], name: string): number {
  const at = sheets.findIndex((sheet) => sheet.name === name);
  return at < 0 && sheets.length === 1 ? 0 : at;
}

export function SourceSheets({ sheets, source, field, how }: SourceSheetsProps): ReactElement {
  const home = sheetOf(sheets, source.sheet);
  const [at, setAt] = useState(Math.max(0, home));
  const [target, setTarget] = useState<GridPlace | null>(() => (home < 0 ? null : placeOf(source.cell)));
  const [active, setActive] = useState<GridPlace | null>(target);
  const box = useRef<HTMLDivElement>(null);
  const { sha256 } = source;
  const load = useMemo<LoadPicture>(() => (sheet, window) => sourceApi().picture(sha256, sheet, window), [sha256]);
  const text = useAsync(
    async () => (active ? await sourceApi().text(sha256, at, active.row, active.column) : ''),
    `${sha256} ${at} ${active?.row} ${active?.column}`,
  );
  useEffect(() => box.current?.querySelector<HTMLElement>('.sheet-grid')?.focus({ preventScroll: true }), []);

  const open = (index: number): void => {
    setAt(index);
    setActive(index === home ? placeOf(source.cell) : { row: 0, column: 0 });
    // Another object: the picture goes there again.
    setTarget(home < 0 ? null : placeOf(source.cell));
  };
  const sheet = sheets[at];
  const here = at === home;
  const hidden = sheet !== undefined && (sheet.hiddenRows > 0 || sheet.frame.hiddenColumns.length > 0);
  return (
    <div ref={box} className="source-sheets">
      {home < 0 && <Notice kind="warn">文件里没有叫“{source.sheet}”的工作表，找不到当时的格子。</Notice>}
      <div className="source-cell-line">
        <span className="source-address">{active ? address(active.row, active.column) : ''}</span>
        <output className="source-text selectable" aria-label="格子里的内容">
          {text === '' ? <span className="note">{words.blank}</span> : text}
        </output>
        <span className="source-about note">
          {field}　{how}
        </span>
        {home >= 0 && (
          <Button look="quiet" onClick={() => open(home)}>
            回到 {source.cell}
          </Button>
        )}
      </div>
      {sheet && sheet.frame.rows > 0 ? (
        <SheetGrid
          key={at}
          load={load}
          sheet={at}
          version={sha256}
          label={`${sheet.name}，只能看`}
          frame={sheet.frame}
          active={active}
          anchor={active}
          onActive={(place) => setActive(place)}
          target={here ? target : null}
          tags={
            here && source.header !== ''
              ? (column) =>
                  column === target?.column && (
                    <span className="source-tag" title={source.header}>
                      {source.header}
                    </span>
                  )
              : undefined
          }
          lit={here ? (target?.column ?? null) : null}
        />
      ) : (
        <p className="source-empty note">这张表是空的</p>
      )}
      <div className="source-foot">
        <div className="tabs" role="tablist" aria-label="工作表">
          {sheets.map(({ name, hidden: away }, index) => (
            <button
              key={name}
              type="button"
              role="tab"
              className="tab"
              aria-selected={index === at}
              onClick={() => open(index)}
            >
              {name}
              {away && <small>（隐藏）</small>}
            </button>
          ))}
        </div>
        <span className="note">
          {hidden && '斜线处在表里是隐藏的　'}
          只能看，不能改
        </span>
      </div>
    </div>
  );
}
