/** Who wins where both sides are filled and differ: for everything, or column by column. */
import { Radio, Select } from 'antd';
import { useState, type ReactElement } from 'react';
import type { ColumnPolicy, Policy } from '#shared/import/types';
import { number } from '../../strings';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import type { Planned } from './importState';
import { plan } from './planSteps';

const POLICIES: readonly { readonly value: Policy; readonly label: string; readonly title: string }[] = [
  { value: 'fill', label: '仅补空', title: '不一样的保留档案里的，只补空白' },
  { value: 'file', label: '以表为准', title: '不一样的改成表里的' },
  { value: 'keep', label: '以库为准', title: '已有的住户不动，只加新住户' },
];
const COLUMN_POLICIES: readonly { readonly value: ColumnPolicy | ''; readonly label: string }[] = [
  { value: '', label: '同上面一样' },
  { value: 'fill', label: '仅补空' },
  { value: 'file', label: '以表为准' },
  { value: 'keep', label: '以库为准' },
  { value: 'ask', label: '人工，逐户定' },
];

export function PolicyLine({ planned }: { readonly planned: Planned }): ReactElement | null {
  const [open, setOpen] = useState(false);
  const { choices, summary } = planned;
  const own = Object.keys(choices.columns ?? {}).length + (choices.blankOverwrites ?? []).length;
  const all = summary.columns.length > 0 && summary.columns.every(({ field }) => choices.columns?.[field] === 'ask');
  if (summary.columns.length === 0 && own === 0) return null;
  const askAll = (): void =>
    void plan({
      ...choices,
      columns: all ? {} : Object.fromEntries(summary.columns.map(({ field }) => [field, 'ask' as const])),
    });
  return (
    <div className="plan-policy">
      <span>两边不一样时</span>
      <Radio.Group
        aria-label="两边不一样时"
        options={POLICIES.map(({ value, label, title }) => ({ value, label, title }))}
        value={choices.policy}
        // Whoever says how all is to be done does not go through it household by household.
        onChange={(event) =>
          void plan({ ...choices, policy: event.target.value as Policy, ...(all ? { columns: {} } : {}) })
        }
      />
      <span className="note">{POLICIES.find(({ value }) => value === choices.policy)?.title}</span>
      <span className="plan-policy-more">
        <Button aria-pressed={all} onClick={askAll}>
          {all ? '不再逐户定' : '都由我逐户定'}
        </Button>
        <Button onClick={() => setOpen(true)}>按栏目分别定{own > 0 ? `（${number(own)}）` : '…'}</Button>
      </span>
      {open && <Columns planned={planned} onClose={() => setOpen(false)} />}
    </div>
  );
}

function Columns({
  planned: { choices, summary },
  onClose,
}: {
  readonly planned: Planned;
  readonly onClose: () => void;
}): ReactElement {
  const [columns, setColumns] = useState(choices.columns ?? {});
  const [blanks, setBlanks] = useState<readonly string[]>(choices.blankOverwrites ?? []);
  const set = (field: string, policy: ColumnPolicy | ''): void => {
    const rest = Object.fromEntries(Object.entries(columns).filter(([key]) => key !== field));
    setColumns(policy === '' ? rest : { ...rest, [field]: policy });
  };
  return (
    <Dialog
      wide
      title="按栏目分别定"
      onClose={onClose}
      actions={
        <>
          <Button
            look="primary"
            onClick={() => {
              onClose();
              void plan({ ...choices, columns, blankOverwrites: blanks });
            }}
          >
            就这样定
          </Button>
          <Button onClick={onClose}>取消</Button>
        </>
      }
    >
      <table className="list">
        <thead>
          <tr>
            <th scope="col">栏目</th>
            <th scope="col">冲突</th>
            <th scope="col">补空</th>
            <th scope="col">不一样时</th>
            <th scope="col">表里空白也算数</th>
          </tr>
        </thead>
        <tbody>
          {summary.columns.map(({ field, label, conflicts, fills }) => (
            <tr key={field}>
              <td>{label}</td>
              <td>{number(conflicts)}</td>
              <td>{number(fills)}</td>
              <td>
                <Select<ColumnPolicy | ''>
                  aria-label={`${label}不一样时`}
                  className="policy-select"
                  getPopupContainer={(element) => element.closest('dialog') ?? document.body}
                  value={columns[field] ?? ''}
                  options={[...COLUMN_POLICIES]}
                  onChange={(policy) => set(field, policy)}
                />
              </td>
              <td>
                <label className="panel-tick">
                  <input
                    type="checkbox"
                    className="check"
                    checked={blanks.includes(field)}
                    aria-label={`${label}：表里空白的，把档案里的也清空`}
                    onChange={(event) =>
                      setBlanks(event.target.checked ? [...blanks, field] : blanks.filter((each) => each !== field))
                    }
                  />
                  清空档案里的
                </label>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}
