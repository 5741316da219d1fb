/** A member as rules see it: what many rules ask is worked out once. */
import { LABOUR_LABELS, NOT_AT_SCHOOL } from '../catalogue/facts';
import { isNormal } from '../derive/facts';
import type { Cells } from './cells';
import { isDate, yearsBetween } from './dates';
import { viewId, type IdView } from './idView';

const NOT_ENROLLED: ReadonlySet<string> = new Set(NOT_AT_SCHOOL);
const ABLE: ReadonlySet<string> = new Set(LABOUR_LABELS);

export interface MemberView {
  readonly index: number;
  readonly cells: Cells;
  /** Name, or 第n位成员 when blank. */
  readonly name: string;
  /** live_state 正常 (or empty, which means 正常): counts as a member today. */
  readonly counted: boolean;
  readonly relation: string;
  readonly sex: string;
  readonly id: IdView;
  /** Birth date, from the ID when that is sound, else as entered; '' when unknown. */
  readonly birth: string;
  /** Age on the audit day. */
  readonly age: number | undefined;
  /** Age on 31 August at the start of the school year. */
  readonly schoolAge: number | undefined;
  readonly status: string;
  /** Enrolled anywhere, kindergarten included. */
  readonly inSchool: boolean;
  readonly labor: string;
  /** 普通劳动力 or 技能劳动力. */
  readonly able: boolean;
  readonly health: readonly string[];
  /** A record of work away or nearby (not a public post). */
  readonly working: boolean;
}

/** Builds the view. `asOf` and `cut` are yyyymmdd. */
export function viewMember(index: number, cells: Cells, asOf: string, cut: string): MemberView {
  const id = viewId(cells.raw('id_no'));
  const birth = birthOf(id, cells.text('birth_date'), asOf);
  const labor = cells.text('labor');
  return {
    index,
    cells,
    name: cells.raw('name').trim() || `第${index + 1}位成员`,
    counted: isNormal(cells.row),
    relation: cells.text('relation'),
    sex: cells.text('sex'),
    id,
    birth,
    age: birth === '' ? undefined : yearsBetween(birth, asOf),
    schoolAge: birth === '' ? undefined : yearsBetween(birth, cut),
    status: cells.text('student_status'),
    inSchool: enrolled(cells),
    labor,
    able: ABLE.has(labor),
    health: cells.labels('health'),
    working: worksAway(cells),
  };
}

/** The ID is trusted above the entered date; an old 15-digit number does not tell the century, so the entry is. */
function birthOf(id: IdView, entered: string, asOf: string): string {
  if (id.birthReal && id.birth >= '19000101' && id.birth <= asOf) return id.birth;
  return isDate(entered) && entered.slice(0, 4) >= '1800' ? entered : '';
}

function enrolled(cells: Cells): boolean {
  const stored = cells.text('student_status');
  if (stored !== '') return !NOT_ENROLLED.has(stored);
  const unread = cells.raw('student_status');
  return unread !== '' && !/^(否|无|非|不|未|已?毕业|0)/.test(unread);
}

function worksAway(cells: Cells): boolean {
  return cells.has('work_place') || (cells.number('work_months') ?? 0) > 0 || cells.text('work_status') !== '';
}
