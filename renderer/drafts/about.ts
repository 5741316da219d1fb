/** What is kept beside a typed text, so that after a crash it is offered for the right field or for none. */
import { entityAt, type Field } from '#shared/catalogue/index';
import { parsePath } from '#shared/derive/path';
import type { HouseholdRecord, ListPlace } from '#shared/derive/record';
import { pathText } from '../forms/pathText';
import { rowSeen } from './row';
import type { DraftAbout } from './keeping';
import { recordedText } from './recorded';

/** Longest texts that the main process takes. */
const MOST = { title: 200, label: 200, row: 100_000 } as const;

/** Between name and number in a title. */
export const NUMBER = ' 户编号 ';

/** 王国强 户编号 0012: how the clerk knows a household. */
export function titleOf(record: HouseholdRecord): string {
  const no = String(record.fields['household_no'] ?? '');
  const head = String(record.fields['head_name'] ?? '') || '未填写户主姓名';
  return (no === '' ? head : `${head}${NUMBER}${no}`).slice(0, MOST.title);
}

/** 家庭成员 2(李四)· 证件号: the field with the row it stands in. */
export function labelOf(record: HouseholdRecord, path: string, field: Field): string {
  const at = parsePath(path);
  if (at?.index === undefined) return field.label;
  const row = record[at.place as ListPlace][at.index] ?? {};
  if (at.place === 'years') return row['year'] === undefined ? field.label : `${row['year']} 年 · ${field.label}`;
  const named = entityAt(at.place as ListPlace).list.find((each) => each.required === 'always' && each.type === 'text');
  const name = named && named.key !== field.key ? row[named.key] : undefined;
  const text = name === undefined ? pathText(path) : pathText(path).replace(' · ', `（${name}）· `);
  return text.slice(0, MOST.label);
}

/** `year` = the year being worked on: what is typed where no yearly row is yet begins one. */
export function draftAbout(record: HouseholdRecord, path: string, field: Field, year: number): DraftAbout {
  const row = rowSeen(record, path, year);
  return {
    household: record.id,
    title: titleOf(record),
    path,
    label: labelOf(record, path, field),
    before: recordedText(record, path, field),
    ...(row !== undefined && row.length <= MOST.row ? { row } : {}),
  };
}
