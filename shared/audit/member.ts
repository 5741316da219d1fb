/** A member as rules see it: what many rules ask is worked out once. */
import { LABOUR_LABELS, NOT_AT_SCHOOL } from '../catalogue/facts';
import { ageAt, birthDateFrom, isNormal } from '../derive/facts';
import type { Cells } from './cells';
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
  /** Birth date, from the ID when that states a day not to come, else as entered; '' when unknown. */
  readonly birth: string;
  /** Age on the audit day. */
  readonly age: number | undefined;
  /** Age on 31 August at the start of the school year. */
  readonly schoolAge: number | undefined;
  readonly status: string;
  /** Enrolled anywhere, kindergarten included. */
  readonly inSchool: boolean;
  /** Certainly not enrolled: the status is blank or says so, and is not a text that nobody can read. */
  readonly outOfSchool: boolean;
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
  // Nobody can tell the century of an old 15-digit number alone, and rule 2 asks for the new one anyway.
  const birth = birthDateFrom(id.full ? id.text : '', cells.text('birth_date'), asOf) ?? '';
  const labor = cells.text('labor');
  const school = enrolment(cells);
  return {
    index,
    cells,
    name: cells.raw('name').trim() || `第${index + 1}位成员`,
    counted: isNormal(cells.row),
    relation: cells.text('relation'),
    sex: cells.text('sex'),
    id,
    birth,
    age: ageAt(birth, asOf),
    schoolAge: ageAt(birth, cut),
    status: cells.text('student_status'),
    inSchool: school === 'yes',
    outOfSchool: school === 'no',
    labor,
    able: ABLE.has(labor),
    health: cells.labels('health'),
    working: worksAway(cells),
  };
}

/** Texts outside the list that still tell whether somebody is at school: sheets ask 在校生否, or name a class. */
const SAYS_NO = /^(否|无|非|不|未|已?毕业|0)/;
const SAYS_YES = /^(是|有|在|√|1$|[大小初高])|[学校班级园]/;

function enrolment(cells: Cells): 'yes' | 'no' | 'unknown' {
  const stored = cells.text('student_status');
  if (stored !== '') return NOT_ENROLLED.has(stored) ? 'no' : 'yes';
  const unread = cells.raw('student_status');
  if (unread === '' || SAYS_NO.test(unread)) return 'no';
  return SAYS_YES.test(unread) ? 'yes' : 'unknown';
}

function worksAway(cells: Cells): boolean {
  return cells.has('work_place') || (cells.number('work_months') ?? 0) > 0 || cells.text('work_status') !== '';
}
