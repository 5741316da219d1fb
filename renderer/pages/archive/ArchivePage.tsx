/** 档案: the register of all households; filter, sort, search, open. Empty: the three ways to begin. */
import { useCallback, useMemo, useState, type ReactElement } from 'react';
import { VirtualGrid } from '../../grid/VirtualGrid';
import { block, type Selection } from '../../grid/selection';
import { ROWS_PER_PAGE, useRowPages } from '../../grid/useRowPages';
import { useSession } from '../../store/session';
import { countText, number } from '../../strings';
import { Button } from '../../ui/Button';
import { Progress } from '../../ui/Progress';
import { go } from '../../ui/route';
import { usePageStatus } from '../../ui/status';
import { useAsync } from '../../ui/useAsync';
import { searchApi } from '../../workers/client';
import { EmptyArchive } from './EmptyArchive';
import { FilterLine } from './FilterLine';
import { createHousehold } from './create';
import { columnsWith, GRID_COLUMNS } from './gridColumns';
import { ask, remember, useRegisterView } from './query';
import { withProblemCounts } from './problems';
import { shownId } from './shownId';
import './archive.css';

export function ArchivePage({ households }: { readonly households: number }): ReactElement {
  return households === 0 ? <EmptyArchive /> : <Register />;
}

function Register(): ReactElement {
  const { archive, version } = useSession();
  const view = useRegisterView();
  const key = JSON.stringify([version, view.text, view.filters, view.sort]);
  // What was kept of the first screen is drawn at once.
  const [kept] = useState(() => searchApi().answerNow(view, ROWS_PER_PAGE));
  const result = useAsync(
    async () => {
      const filters = await withProblemCounts(view.filters);
      const found = await searchApi().query({ text: view.text, filters, sort: view.sort }, ROWS_PER_PAGE);
      return { ...found, key };
    },
    key,
    true,
    kept ? { ...kept, key } : undefined,
  );
  const fetch = useCallback((from: number, count: number) => searchApi().rows(from, count), []);
  const pages = useRowPages(fetch, result?.key ?? '', result?.rows);
  const [chosen, setChosen] = useState<Selection | null>(null);
  const onSelect = useCallback((selection: Selection) => {
    remember(selection.focus.row);
    setChosen(selection);
  }, []);
  const open = useCallback(
    (position: number) => {
      void shownId(pages, position, (at) => searchApi().idAt(at)).then((id) => {
        if (id === null) return;
        remember(position);
        go({ page: 'household', id });
      });
    },
    [pages],
  );

  const rows = chosen ? block(chosen) : null;
  const selected = rows ? Math.max(0, Math.min(rows.bottom, (result?.total ?? 0) - 1) - rows.top + 1) : 0;
  usePageStatus(
    useMemo(() => {
      if (!result) return '';
      const shown = `显示 ${countText(result.total, result.members)}`;
      return selected > 1 ? `${shown}，已选 ${number(selected)} 户` : shown;
    }, [result, selected]),
  );

  return (
    <div className="register">
      <FilterLine filters={view.filters} onChange={(filters) => ask({ filters })}>
        <Button icon="plus" writes onClick={() => void createHousehold(archive)}>
          新建一户
        </Button>
      </FilterLine>
      <div className="register-grid">
        {!result && <Progress text="正在整理登记册" />}
        {result && (
          <VirtualGrid
            // A new question starts at its own first row.
            key={JSON.stringify([view.text, view.filters, view.sort])}
            name="register"
            label="户登记册"
            columns={result.byExtra > 0 ? columnsWith.why : GRID_COLUMNS}
            frozen={2}
            total={result.total}
            pages={pages}
            sort={view.sort}
            onSort={(sort) => ask({ sort })}
            onOpen={open}
            start={view.position}
            onSelect={onSelect}
          />
        )}
        {result?.total === 0 && (
          <div className="register-none">
            <p>没有符合条件的住户。</p>
            <Button onClick={() => ask({ text: '', filters: {} })}>显示全部</Button>
          </div>
        )}
      </div>
      <div className="register-tabs" role="tablist" aria-label="表">
        <button type="button" role="tab" aria-selected="true" className="register-tab">
          户
        </button>
      </div>
    </div>
  );
}
