/**
 * Names that stand a row or two too high or too low against the rest of their rows, as after one cell was deleted or put in. What
 * the sheet itself says is enough: heads who are not called as 户主姓名 or 户名 says, sons and daughters of another family name
 * than their head, women's names beside men's numbers, until the names are moved by a row. Where that leaves any doubt nothing
 * is said.
 */
import { checksumHolds, idSex, normaliseId } from '../../values/idNumber';
import { cellText } from '../understand/grid';
import { hasPersonRows } from '../understand/rowKeys';
import { givenSex } from './givenNames';
import { bareName } from './known';
import type { Column, Patient } from './patient';

const OFFSETS = [-3, -2, -1, 1, 2, 3] as const;
/** A name that another column says outright weighs as much as three hints. */
const EXACT = 3;
/** So much must speak for the moved names in a run of rows, with next to nothing against them. */
const ENOUGH = 6;
const SHORTEST_RUN = 3;
const CHILD = /^(?:之|户主之?)?(?:[长次三四五六幺小]?[子女]|儿子?|女儿|闺女)$/;
const OTHER_NAMES = /^(?:户名|开户名|账户名|帐户名|账户姓名|开户人|持卡人|存折户名|领款人)$/;

/** What is known of a row beside its name. */
interface Fact {
  /** Names that another column gives the same person. */
  readonly exact: readonly string[];
  readonly sex: string | undefined;
  /** Family name of the head, where another column says it; else the position of the head's row. */
  readonly family: string | undefined;
  readonly headAt: number | undefined;
}

export function checkNameShift(patient: Patient): void {
  const column = patient.columnOf('member.name');
  if (column === undefined || !hasPersonRows(patient.table) || patient.rows.length < 6) return;
  const names = patient.rows.map((row) => {
    const name = bareName(cellText(patient.cell(row, column.index)));
    return /^[\u4e00-\u9fff·]{2,}$/.test(name) ? name : '';
  });
  const facts = factsOf(patient);
  const runs = OFFSETS.map((by) => ({ by, ...bestRun(facts, names, by) }));
  const best = runs.reduce((one, other) => (other.gain > one.gain ? other : one));
  if (!isProof(facts, names, best)) return;
  const row = patient.rows[best.from] ?? 0;
  patient.findings.add(row, column.index, cellText(patient.cell(row, column.index)), {
    kind: 'names_shifted',
    level: 'likely',
    params: {
      from: row + 1,
      to: (patient.rows[best.to] ?? 0) + 1,
      by: Math.abs(best.by),
      way: best.by > 0 ? '下' : '上',
      real: names[best.from + best.by] ?? '',
    },
  });
}

interface Run {
  readonly from: number;
  readonly to: number;
  readonly gain: number;
}

/** The run of rows that gains most when its names are taken from `by` rows below. */
function bestRun(facts: readonly Fact[], names: readonly string[], by: number): Run {
  let best: Run = { from: 0, to: -1, gain: 0 };
  let [from, gain] = [0, 0];
  for (let at = 0; at < names.length; at++) {
    if (gain <= 0) [from, gain] = [at, 0];
    gain += score(facts, names, at, by) - score(facts, names, at, 0);
    if (gain > best.gain) best = { from, to: at, gain };
  }
  return best;
}

function isProof(facts: readonly Fact[], names: readonly string[], { from, to, by }: Run & { by: number }): boolean {
  let [gained, lost, held, broken] = [0, 0, 0, 0];
  for (let at = from; at <= to; at++) {
    const [own, moved] = [score(facts, names, at, 0), score(facts, names, at, by)];
    if (moved > own) gained += (moved - own) / 2;
    if (moved < own) lost += (own - moved) / 2;
    if (moved > 0) held += moved;
    else broken -= moved;
  }
  return to - from + 1 >= SHORTEST_RUN && gained >= ENOUGH && lost * 6 <= gained && broken * 8 <= held;
}

/** What speaks for the name `by` rows below as this row's, less what speaks against it. */
function score(facts: readonly Fact[], names: readonly string[], at: number, by: number): number {
  const name = names[at + by];
  const fact = facts[at];
  if (fact === undefined || name === undefined || name === '') return 0;
  let sum = 0;
  for (const exact of fact.exact) sum += exact === name ? EXACT : -EXACT;
  const sex = fact.sex === undefined ? undefined : givenSex(name);
  if (sex !== undefined) sum += sex === fact.sex ? 1 : -1;
  const family = fact.family ?? (fact.headAt === undefined ? undefined : names[fact.headAt + by]?.charAt(0));
  if (family !== undefined && family !== '') sum += family === name.charAt(0) ? 1 : -1;
  return sum;
}

function factsOf(patient: Patient): Fact[] {
  const [relation, head, id, sex, no] = [
    'member.relation',
    'household.head_name',
    'member.id_no',
    'member.sex',
    'household.household_no',
  ].map((path) => patient.columnOf(path));
  const others = patient.columns.filter(({ title }) => OTHER_NAMES.test(title));
  const text = (row: number, column: Column | undefined): string =>
    column === undefined ? '' : bareName(cellText(patient.grid.cell(row, column.index)));
  let headAt: number | undefined;
  let household = '';
  return patient.rows.map((row, at) => {
    const said = text(row, relation);
    const isHead = /^(?:户主|本人)$/.test(said);
    const number = text(row, no);
    if (isHead) [headAt, household] = [at, number];
    else if (number !== household) headAt = undefined;
    const stated = sexOf(text(row, id), text(row, sex));
    const headName = text(row, head);
    const isChild = CHILD.test(said) && headAt !== undefined;
    const headRow = headAt === undefined ? 0 : (patient.rows[headAt] ?? 0);
    // Children of a woman who is head bear their father's name.
    const counts = isChild && sexOf(text(headRow, id), text(headRow, sex)) !== '女';
    return {
      exact: isHead ? [headName, ...others.map((column) => text(row, column))].filter((name) => name !== '') : [],
      sex: stated,
      family: counts && headName !== '' ? headName.charAt(0) : undefined,
      headAt: counts && headName === '' ? headAt : undefined,
    };
  });
}

function sexOf(id: string, stated: string): string | undefined {
  const number = normaliseId(id).slice(0, 18);
  const byId = checksumHolds(number) ? idSex(number) : undefined;
  if (byId !== undefined) return byId;
  return /^[男女]$/.test(stated) ? stated : undefined;
}
