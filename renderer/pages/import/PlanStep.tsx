/** Step 4 (second confirmation): what will be new, changed or in conflict, before anything is written. */
import { Radio } from 'antd';
import { useState, type ReactElement } from 'react';
import { fieldOf } from '#shared/catalogue/index';
import type { FieldChange, PlanClass, PlanCounts, Policy } from '#shared/import/types';
import { codecFor } from '#shared/values/index';
import { desktop } from '../../bridge/desktop';
import { useSession } from '../../store/session';
import { number, words } from '../../strings';
import { Button } from '../../ui/Button';
import { useAsync } from '../../ui/useAsync';
import { importApi } from '../../workers/client';
import { ProblemList } from './ProblemList';
import type { ImportSteps, Planned } from './useImport';

const CLASSES: readonly { readonly key: keyof PlanCounts; readonly word: string; readonly hint: string }[] = [
  { key: 'new', word: '新增', hint: '档案里没有的住户' },
  { key: 'changed', word: '修改', hint: '空白的内容将补上' },
  { key: 'conflict', word: '冲突', hint: '表和档案都有，但不一样' },
  { key: 'same', word: '不变', hint: '与档案一致' },
  { key: 'rejected', word: '拒绝', hint: '缺少关键内容，不导入' },
];
const POLICIES: readonly { readonly value: Policy; readonly label: string }[] = [
  { value: 'fill', label: '仅补空：不一样的保留档案里的' },
  { value: 'file', label: '以表为准：不一样的改成表里的' },
  { value: 'keep', label: '以库为准：已有的住户不动' },
];
const PAGE = 100;

/** What the button does, in figures. */
function actionText({ counts, policy }: Planned): string {
  const changed = policy === 'keep' ? 0 : counts.changed + (policy === 'file' ? counts.conflict : 0);
  const parts = [
    counts.new > 0 && `写入 ${number(counts.new)} 户`,
    changed > 0 && `修改 ${number(changed)} 户`,
    policy === 'fill' && counts.conflict > 0 && `冲突的 ${number(counts.conflict)} 户只补空`,
  ].filter(Boolean);
  return parts.length === 0 ? '没有要写入的内容，完成' : parts.join('，');
}

function valueText({ entity, key }: FieldChange, value: FieldChange['before']): string {
  if (value === undefined) return words.blank;
  const field = fieldOf(`${entity}.${key}`);
  return field ? codecFor(field).format(value, field) : String(value);
}

export function PlanStep({ planned, steps }: { readonly planned: Planned; readonly steps: ImportSteps }): ReactElement {
  const { settings } = useSession();
  const [kind, setKind] = useState<PlanClass | null>(null);
  const [shown, setShown] = useState(PAGE);
  const rows = useAsync(() => importApi().planRows(kind, 0, shown), `${planned.policy} ${kind ?? ''} ${shown}`);
  const total = kind === null ? planned.households : planned.counts[kind];

  const write = async (): Promise<void> => {
    const info = await desktop.info();
    await steps.apply(settings.person, info.ok ? info.value.computer : '');
  };

  return (
    <div className="import-step">
      <div className="plan-counts" role="group" aria-label="按变化筛选">
        {CLASSES.map(({ key, word, hint }) => (
          <button
            key={key}
            type="button"
            className={`plan-count plan-${key}`}
            aria-pressed={kind === key}
            disabled={key === 'rejected' || planned.counts[key] === 0}
            onClick={() => {
              setShown(PAGE);
              setKind(kind === key || key === 'rejected' ? null : key);
            }}
          >
            <b>{number(planned.counts[key])}</b> {word}
            <span className="note">{hint}</span>
          </button>
        ))}
      </div>
      <div className="plan-policy">
        <span>两边不一样时</span>
        <Radio.Group
          aria-label="两边不一样时"
          options={[...POLICIES]}
          value={planned.policy}
          onChange={(event) => void steps.plan(event.target.value as Policy)}
        />
      </div>
      <div className="plan-list">
        <table className="list">
          <thead>
            <tr>
              <th scope="col">变化</th>
              <th scope="col">户编号</th>
              <th scope="col">户主</th>
              <th scope="col">原来 → 之后</th>
            </tr>
          </thead>
          <tbody>
            {rows?.map((row, index) => (
              <tr key={`${row.household_no}${index}`}>
                <td className={`plan-word plan-${row.class}`}>{CLASSES.find(({ key }) => key === row.class)?.word}</td>
                <td className="plan-no">{row.household_no || words.blank}</td>
                <td className="plan-head">{row.head_name || words.blank}</td>
                <td className="plan-changes">
                  {row.class === 'new'
                    ? '整户新增'
                    : row.changes.slice(0, 8).map((change) => (
                        <span key={change.path} className={change.conflict ? 'change change-conflict' : 'change'}>
                          {change.label} <del>{valueText(change, change.before)}</del> →{' '}
                          <ins>{valueText(change, change.after)}</ins>
                        </span>
                      ))}
                  {row.changes.length > 8 && <span className="note">另有 {row.changes.length - 8} 处</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {rows && rows.length < total && (
          <Button look="quiet" onClick={() => setShown(shown + PAGE)}>
            再显示 {number(Math.min(PAGE, total - rows.length))} 户
          </Button>
        )}
        <ProblemList problems={planned.problems} />
      </div>
      <footer className="import-foot">
        <Button onClick={() => steps.goTo(2)}>上一步</Button>
        <span className="note">
          表里共 {number(planned.households)} 户 {number(planned.members)} 人；写入后可以一步撤销
        </span>
        <Button look="primary" writes onClick={() => void write()}>
          {actionText(planned)}
        </Button>
      </footer>
    </div>
  );
}
