/** Step 3 (first confirmation): which column is which field; the unsure ones stand in a list of their own. */
import { Select } from 'antd';
import { useMemo, useState, type ReactElement } from 'react';
import { ENTITIES } from '#shared/catalogue/index';
import type { SheetSummary } from '../../workers/api';
import { number } from '../../strings';
import { Button } from '../../ui/Button';
import { SheetPicture } from './SheetPicture';
import { SheetTabs } from './SheetTabs';
import type { ImportSteps, Read } from './useImport';

/** Below this a mapping is shown as unsure. */
const SURE = 0.9;
const NONE = '';

type Column = SheetSummary['columns'][number];

/** All fields that a sheet can carry, by entity. */
function fieldOptions(): { label: string; options: { value: string; label: string; title: string }[] }[] {
  return ENTITIES.map((entity) => ({
    label: entity.label,
    options: entity.list
      .filter((field) => field.notOn?.import === undefined && field.derived !== true)
      .map((field) => ({
        value: `${entity.name}.${field.key}`,
        label: field.label,
        title: [field.label, ...(field.aliases ?? [])].join(' '),
      })),
  }));
}

function isUnsure(column: Column): boolean {
  return column.field !== null && column.confidence < SURE;
}

export function ColumnsStep({
  read,
  steps,
  chosen,
  onChoose,
}: {
  readonly read: Read;
  readonly steps: ImportSteps;
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
}): ReactElement | null {
  const [at, setAt] = useState<string | null>(null);
  const options = useMemo(() => fieldOptions(), []);
  const sheet = read.sheets[chosen];
  if (!sheet) return null;
  const unsure = sheet.columns.filter(isUnsure);
  const none = sheet.columns.filter((column) => column.field === null);
  const sure = sheet.columns.filter((column) => column.field !== null && !isUnsure(column));
  const map = (column: Column, field: string): void =>
    void steps.map(sheet.index, column.at, field === NONE ? null : field);
  const groups = [
    { title: '请看一下', hint: '不太有把握，请核对', list: unsure },
    { title: '附加列', hint: '没有对应的栏目，原样保留', list: none },
    { title: '已对上', hint: '', list: sure },
  ];
  return (
    <div className="import-step">
      <SheetTabs
        sheets={read.sheets}
        chosen={chosen}
        onChoose={(index) => {
          setAt(null);
          onChoose(index);
        }}
      />
      <div className="import-body">
        <div className="import-main">
          <SheetPicture
            sheet={sheet}
            columns={sheet.columns.map((column) => ({
              at: column.at,
              label: column.label,
              unsure: isUnsure(column),
            }))}
            chosen={at}
            onChoose={setAt}
          />
        </div>
        <aside className="import-side import-columns" aria-label="列和栏目">
          {groups.map(({ title, hint, list }) =>
            list.length === 0 ? null : (
              <section key={title}>
                <h2>
                  {title} <span className="count">{number(list.length)}</span>
                </h2>
                {hint !== '' && <p className="note">{hint}</p>}
                <ul>
                  {list.map((column) => (
                    <li
                      key={column.at}
                      className={`column${column.at === at ? ' column-chosen' : ''}`}
                      onFocus={() => setAt(column.at)}
                      ref={(element) => {
                        if (column.at === at && element && !element.contains(document.activeElement))
                          element.scrollIntoView({ block: 'nearest' });
                      }}
                    >
                      <span className="column-head" title={column.header}>
                        <b>{column.at}</b> {column.header || '(没有表头)'}
                      </span>
                      <span className="note column-samples" title={column.samples.join('、')}>
                        {column.samples.join('、') || '没有内容'}
                      </span>
                      <Select
                        aria-label={`${column.at} 列 ${column.header} 对应的栏目`}
                        className="column-field"
                        showSearch={{ optionFilterProp: 'title' }}
                        popupMatchSelectWidth={260}
                        value={column.field ?? NONE}
                        options={[{ value: NONE, label: '附加列(不对应栏目)', title: '附加列' }, ...options]}
                        onChange={(field: string) => map(column, field)}
                      />
                    </li>
                  ))}
                </ul>
              </section>
            ),
          )}
        </aside>
      </div>
      <footer className="import-foot">
        <Button onClick={() => steps.goTo(1)}>上一步</Button>
        <span className="note">
          {unsure.length > 0 ? `还有 ${number(unsure.length)} 列不太有把握，请核对` : '所有列都有着落'}
        </span>
        <Button look="primary" onClick={() => void steps.plan('fill')}>
          字段对好了，看变化
        </Button>
      </footer>
    </div>
  );
}
