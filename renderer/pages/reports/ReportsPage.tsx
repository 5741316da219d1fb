/** 报表: the four registers as workbooks. They import back without a change. */
import { useState, type ReactElement } from 'react';
import { desktop, desktopFiles } from '../../bridge/desktop';
import { useSession } from '../../store/session';
import { number } from '../../strings';
import { Button } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { Notice } from '../../ui/Notice';
import { Progress } from '../../ui/Progress';
import { sayError } from '../../ui/sayError';
import { useAsync } from '../../ui/useAsync';
import type { RegisterKind } from '../../workers/api';
import { exportApi, searchApi } from '../../workers/client';
import { exportName } from './exportName';
import './reports.css';

interface Register {
  readonly kind: RegisterKind;
  readonly title: string;
  readonly text: string;
}
const REGISTERS: readonly Register[] = [
  {
    kind: 'household',
    title: '户信息表',
    text: '一户一行：户编号、户主、户类型、识别与脱贫、致贫原因、监测、住房饮水。',
  },
  {
    kind: 'member',
    title: '家庭成员信息表',
    text: '一人一行：姓名、证件号码、与户主关系、健康、在校、务工、医保养老。',
  },
  { kind: 'income', title: '收入表', text: '一户一年一行：工资性、生产经营性、财产性、转移性收入，支出与人均纯收入。' },
  { kind: 'findings', title: '问题清单', text: '审核发现的问题，一条一行：户、人、栏目、问题、程度。先审核再导出。' },
];

/** How an export ended. */
type Outcome =
  | {
      readonly kind: 'saved';
      readonly title: string;
      readonly path: string;
      readonly rows: number;
      readonly token: string;
    }
  | { readonly kind: 'failed'; readonly text: string };

export function ReportsPage({ households }: { readonly households: number }): ReactElement {
  const { settings } = useSession();
  const [scope, setScope] = useState<'all' | 'shown'>('all');
  const [extra, setExtra] = useState(false);
  const [working, setWorking] = useState<string | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const shown = useShown(households);

  const save = async ({ kind, title }: Register): Promise<Outcome | null> => {
    const picked = await desktop.pickSave(exportName(settings.unit[4], settings.year, title, new Date()));
    if (!picked.ok) return { kind: 'failed', text: sayError(picked.error) };
    if (picked.value === null) return null;
    setWorking(`正在生成${title}`);
    const ids = scope === 'shown' ? await shownIds() : null;
    const built = await exportApi().build(kind, ids, null, extra && kind !== 'findings');
    if (!built.ok) return { kind: 'failed', text: sayError(built.error) };
    const written = await desktopFiles.saveBytes(picked.value, built.value.bytes);
    if (!written.ok) return { kind: 'failed', text: sayError(written.error) };
    return { kind: 'saved', title, path: written.value.path, rows: built.value.rows, token: picked.value };
  };

  return (
    <div className="page-scroll">
      <fieldset className="scope">
        <legend>范围</legend>
        <label>
          <input
            type="radio"
            className="check"
            name="scope"
            checked={scope === 'all'}
            onChange={() => setScope('all')}
          />
          全部 {number(households)} 户
        </label>
        {shown !== null && shown < households && (
          <label>
            <input
              type="radio"
              className="check"
              name="scope"
              checked={scope === 'shown'}
              onChange={() => setScope('shown')}
            />
            档案页当前筛选的 {number(shown)} 户
          </label>
        )}
        <label>
          <input type="checkbox" className="check" checked={extra} onChange={() => setExtra(!extra)} />
          右边带上附加列
        </label>
      </fieldset>
      {outcome?.kind === 'failed' && <Notice kind="error">{outcome.text}</Notice>}
      {outcome?.kind === 'saved' && (
        <Notice
          kind="good"
          action={
            <Button look="quiet" icon="folder" onClick={() => void desktop.showInFolder(outcome.token)}>
              打开所在文件夹
            </Button>
          }
        >
          {outcome.title}已导出 {number(outcome.rows)} 行：{outcome.path}
        </Notice>
      )}
      {working !== null && <Progress text={working} />}
      <ul className="registers">
        {REGISTERS.map((register) => (
          <li key={register.kind} className="register-card">
            <Icon name="reports" size={1.5} />
            <div className="register-text">
              <h2>{register.title}</h2>
              <p className="note">{register.text}</p>
            </div>
            <Button
              icon="export"
              disabled={households === 0 || working !== null}
              aria-label={`导出${register.title}`}
              onClick={() => {
                setOutcome(null);
                void save(register).then((done) => {
                  setWorking(null);
                  setOutcome(done);
                });
              }}
            >
              导出
            </Button>
          </li>
        ))}
      </ul>
      <p className="note">导出的表可以直接打印(A4 横向，表头每页重复)，也可以改完再导入回来。</p>
    </div>
  );
}

/** Ids of the register as it is filtered and sorted now. */
async function shownIds(): Promise<string[]> {
  const ids: string[] = [];
  for (let from = 0; ; from += 100) {
    const rows = await searchApi().rows(from, 100);
    ids.push(...rows.map((row) => row.id));
    if (rows.length < 100) return ids;
  }
}

/** How many households the register shows now; null before anything was asked of it. */
function useShown(households: number): number | null {
  return useAsync(async () => (await shownIds()).length, String(households)) ?? null;
}
