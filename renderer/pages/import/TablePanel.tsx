/** Beside the picture: what this table is taken for, and what can be said about it as a whole. */
import { InputNumber, Select } from 'antd';
import type { ReactElement } from 'react';
import type { Range } from '#shared/excel/sheet';
import type { Arrangement } from '#shared/import/types';
import type { HiddenChoice, SheetInfo, TableSummary } from '../../workers/api';
import { number } from '../../strings';
import { Button } from '../../ui/Button';
import { withArrangement, withTable, withoutTable } from './hints';
import { setHints, setYear, useHidden as takeHidden, useSheet as takeSheet } from './importSteps';
import { Tick } from './Tick';
import { ARRANGEMENTS, KINDS, KINDS_OF_FORM } from './roles';

interface Props {
  readonly info: SheetInfo;
  readonly tables: readonly TableSummary[];
  readonly at: number;
  readonly onChoose: (at: number) => void;
  /** What is marked in the picture. */
  readonly marked: Range | null;
  readonly year: number;
}

export function TablePanel({ info, tables, at, onChoose, marked, year }: Props): ReactElement {
  const table = tables[at];
  return (
    <>
      {tables.length > 1 && (
        <div className="tabs panel-tabs" role="tablist" aria-label="这张工作表上的表">
          {tables.map((each, index) => (
            <button
              key={each.index}
              type="button"
              role="tab"
              className="tab"
              aria-selected={index === at}
              onClick={() => onChoose(index)}
            >
              表 {index + 1}
            </button>
          ))}
        </div>
      )}
      <h2>{tables.length > 1 ? `表 ${at + 1}` : '这张表'}</h2>
      {table ? (
        <Facts table={table} />
      ) : (
        <p className="note">{info.text || '没有认出表格。请点行号，告诉软件哪一行是表头。'}</p>
      )}
      <div className="panel-lines">
        <label htmlFor="import-arrangement">排法</label>
        <Select<Arrangement>
          id="import-arrangement"
          className="panel-select"
          value={table?.arrangement ?? 'table'}
          options={Object.entries(ARRANGEMENTS).map(([value, { word, hint }]) => ({
            value: value as Arrangement,
            label: word,
            title: hint,
          }))}
          onChange={(arrangement) => void setHints(info.index, withArrangement(tables, info.hints, at, arrangement))}
        />
        <label htmlFor="import-year">数据年度</label>
        <InputNumber
          id="import-year"
          className="panel-select"
          min={2000}
          max={2100}
          controls={false}
          value={year}
          onChange={(value) => {
            if (value !== null && value >= 2000 && value !== year) void setYear(value);
          }}
        />
      </div>
      <p className="note">表里没有写年份的收入、住房等内容，记到这一年。</p>
      <Hidden info={info} />
      <div className="panel-actions">
        {marked && marked.bottom > marked.top && (
          <Button onClick={() => void setHints(info.index, withTable(tables, info.hints, marked))}>
            选中的这块是一张表
          </Button>
        )}
        {tables.length > 0 && (
          <Button
            onClick={() => {
              const left = withoutTable(tables, info.hints, at);
              void (left ? setHints(info.index, left) : takeSheet(info.index, false));
            }}
          >
            {tables.length > 1 && withoutTable(tables, info.hints, at) === null ? '不导入这张工作表' : '不导入这张表'}
          </Button>
        )}
        {!info.used && <Button onClick={() => void takeSheet(info.index, true)}>导入这张工作表</Button>}
        {info.hints.length > 0 && (
          <Button icon="undo" onClick={() => void setHints(info.index, [])}>
            由软件重新认
          </Button>
        )}
      </div>
      {info.alike > 1 && <p className="note">另有 {number(info.alike - 1)} 张排得一样的表，在这里的改动它们也照办。</p>}
    </>
  );
}

function Facts({ table }: { readonly table: TableSummary }): ReactElement {
  const mapped = table.columns.filter(({ field }) => field !== null).length;
  return (
    <dl className="facts">
      <dt>类型</dt>
      <dd>{(table.arrangement === 'form' ? KINDS_OF_FORM : KINDS)[table.kind]}</dd>
      <dt>表头</dt>
      <dd>{headerText(table)}</dd>
      <dt>数据</dt>
      <dd>{dataText(table)}</dd>
      <dt>栏目</dt>
      <dd>
        {number(table.columns.length)} 个，已对上 {number(mapped)} 个
      </dd>
    </dl>
  );
}

function dataText({ arrangement, dataRows }: TableSummary): string {
  if (arrangement === 'form') return `${number(dataRows)} 条`;
  return arrangement === 'transposed' ? `${number(dataRows)} 列` : `${number(dataRows)} 行`;
}

function headerText({ headerRows, arrangement }: TableSummary): string {
  if (arrangement === 'form') return '名称在内容旁边';
  if (arrangement === 'transposed') return '名称在左边，往右一列一条';
  if (arrangement === 'headerless') return '没有';
  const [first] = headerRows;
  if (first === undefined) return '没有找到';
  return headerRows.length === 1 ? `第 ${first} 行` : `第 ${first}—${headerRows.at(-1)} 行`;
}

function Hidden({ info }: { readonly info: SheetInfo }): ReactElement | null {
  const { hiddenRows, hiddenColumns, hiddenChoice } = info;
  if (hiddenRows + hiddenColumns === 0) return null;
  const tick = (what: keyof HiddenChoice, words: string): ReactElement => (
    <label className="panel-tick">
      <Tick
        checked={hiddenChoice[what] === 'take'}
        onTick={(take) => takeHidden(info.index, { ...hiddenChoice, [what]: take ? 'take' : 'leave' })}
      />
      {words}
    </label>
  );
  return (
    <>
      <h3>隐藏的内容</h3>
      {hiddenRows > 0 && tick('rows', `隐藏的 ${number(hiddenRows)} 行也要`)}
      {hiddenColumns > 0 && tick('columns', `隐藏的 ${number(hiddenColumns)} 列也要`)}
    </>
  );
}
