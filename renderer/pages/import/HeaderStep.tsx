/** Step 2: what kind of table it is and where its header stands; the year that undated figures belong to. */
import { InputNumber } from 'antd';
import type { ReactElement } from 'react';
import type { SheetKind } from '#shared/import/types';
import { number } from '../../strings';
import { Button } from '../../ui/Button';
import { PictureLegend, SheetPicture } from './SheetPicture';
import { SheetTabs } from './SheetTabs';
import { ProblemList } from './ProblemList';
import type { ImportSteps, Read } from './useImport';

export const KINDS: Readonly<Record<SheetKind, string>> = {
  flat: '一人一行，带户信息',
  household: '一户一行',
  member: '一人一行',
  income: '一户一年一行的收入表',
  helper: '帮扶责任人表',
  visit: '走访记录表',
  unknown: '没有认出是哪一类表',
};

interface StepProps {
  readonly read: Read;
  readonly steps: ImportSteps;
  /** Index of the sheet on screen. */
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
}

function rowsText(rows: readonly number[]): string {
  if (rows.length === 0) return '没有找到表头';
  return rows.length === 1 ? `表头在第 ${rows[0]} 行` : `表头在第 ${rows[0]}—${rows.at(-1)} 行`;
}

export function HeaderStep({ read, steps, chosen, onChoose }: StepProps): ReactElement | null {
  const sheet = read.sheets[chosen];
  if (!sheet) return null;
  const rows = read.sheets.reduce((sum, each) => sum + each.dataRows, 0);
  return (
    <div className="import-step">
      <SheetTabs sheets={read.sheets} chosen={chosen} onChoose={onChoose} />
      <div className="import-body">
        <div className="import-main">
          <SheetPicture sheet={sheet} columns={null} chosen={null} onChoose={() => undefined} />
          <PictureLegend />
          <ProblemList problems={read.problems} />
        </div>
        <aside className="import-side">
          <h2>这张表</h2>
          <dl className="facts">
            <dt>类型</dt>
            <dd>{KINDS[sheet.kind]}</dd>
            <dt>表头</dt>
            <dd>{rowsText(sheet.headerRows)}</dd>
            <dt>数据</dt>
            <dd>{number(sheet.dataRows)} 行</dd>
            <dt>栏目</dt>
            <dd>
              {number(sheet.columns.length)} 列，已对上{' '}
              {number(sheet.columns.filter((column) => column.field !== null).length)} 列
            </dd>
          </dl>
          <h2>
            <label htmlFor="import-year">数据年度</label>
          </h2>
          <p className="note">表里没有写年份的收入、住房等内容，记到这一年。</p>
          <InputNumber
            id="import-year"
            min={2000}
            max={2100}
            controls={false}
            value={read.year}
            onChange={(value) => {
              if (value !== null && value >= 2000) void steps.setYear(value);
            }}
          />
        </aside>
      </div>
      <footer className="import-foot">
        <span className="note">
          共 {number(read.sheets.length)} 张表 {number(rows)} 行
        </span>
        <Button look="primary" onClick={() => steps.goTo(2)}>
          表头认对了，去对字段
        </Button>
      </footer>
    </div>
  );
}
