/** Several long rows (years, monitoring episodes, procedures), one form at a time under tabs. */
import { useState, type MouseEvent, type ReactElement } from 'react';
import type { ListPlace, Row } from '#shared/derive/record';
import { addRow } from '../store/commands/addRow';
import { removeRow } from '../store/commands/removeRow';
import { useSession } from '../store/session';
import { Button } from '../ui/Button';
import { saveEverything } from '../ui/leaving';
import { notify } from '../ui/notify';
import { sayError } from '../ui/sayError';
import type { FormContext } from './context';
import { FormBlock } from './FormBlock';
import type { Block } from './layout';

interface PagesBlockProps {
  readonly block: Block;
  readonly title: string;
  readonly context: FormContext;
}

/** The year to add next: the one being worked on, else the one after the last. */
function nextYear(years: readonly Row[], working: number): number {
  const known = years.map((row) => Number(row['year'] ?? 0));
  return known.includes(working) ? Math.max(...known) + 1 : working;
}

/** A double click is one press: the second would remove the row that moved up, or begin one more year. */
function once(event: MouseEvent, run: () => Promise<void>): void {
  if (event.detail <= 1) void run();
}

export function PagesBlock({ block, title, context }: PagesBlockProps): ReactElement {
  const { archive, settings } = useSession();
  const [own, setOwn] = useState(0);
  const { record } = context.model;
  const place = block.entity.place as ListPlace;
  const yearly = place === 'years';
  const rows = record[place];
  const chosen = yearly ? context.yearIndex : Math.min(own, Math.max(0, rows.length - 1));
  const choose = yearly ? context.onYear : setOwn;
  const next = nextYear(record.years, settings.year);
  const tabs = yearly
    ? rows
        .map((row, index) => ({ index, label: `${row['year'] ?? '未定'} 年` }))
        .sort((a, b) => a.label.localeCompare(b.label))
    : rows.map((row, index) => ({ index, label: row['year'] ? `${row['year']} 年` : `第 ${index + 1} 次` }));

  const add = async (): Promise<void> => {
    const added = await addRow(archive, record.id, place, yearly ? { year: next } : {}, block.entity.label);
    if (added.ok) choose(added.value.index);
    else notify({ kind: 'error', text: sayError(added.error) });
  };
  const remove = async (): Promise<void> => {
    if (!(await saveEverything())) return;
    const removed = await removeRow(archive, record.id, place, chosen, block.entity.label);
    if (removed.ok) choose(0);
    else notify({ kind: 'error', text: sayError(removed.error) });
  };

  return (
    <div className="block">
      <div className="block-head">
        {title !== '' && <h3>{title}</h3>}
        {rows.length > 0 && (
          <div className="tabs" role="tablist" aria-label={block.entity.label}>
            {tabs.map(({ index, label }) => (
              <button
                key={index}
                type="button"
                role="tab"
                className="tab"
                aria-selected={index === chosen}
                onClick={() => choose(index)}
              >
                {label}
              </button>
            ))}
          </div>
        )}
        <Button look="quiet" icon="plus" writes onClick={(event) => once(event, add)}>
          {yearly ? `添加 ${next} 年` : `添加${block.entity.label}`}
        </Button>
        {rows.length > 0 && !yearly && (
          <Button look="quiet" icon="minus" writes onClick={(event) => once(event, remove)}>
            删除{tabs[chosen]?.label}
          </Button>
        )}
      </div>
      {(yearly || rows.length > 0) && (
        <FormBlock
          // Another row is another set of inputs: no draft may wander from one year into the next.
          key={chosen}
          block={block}
          title=""
          rowPath={`${place}[${chosen}]`}
          context={context}
        />
      )}
    </div>
  );
}
