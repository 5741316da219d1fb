/** A household as rules see it: rows chosen and facts worked out once. */
import { POOR } from '../catalogue/facts';
import { currentEpisodeIndex, newestYear } from '../derive/facts';
import type { HouseholdRecord, Row } from '../derive/record';
import { evaluate } from '../when/evaluate';
import { Cells, EMPTY_CELLS, groupUnread, type UnreadByRow } from './cells';
import { schoolCut, type AuditContext } from './context';
import type { ArchiveFacts } from './facts';
import { viewMember, type MemberView } from './member';
import { scopeOf } from './scope';

export interface HouseholdView {
  readonly record: HouseholdRecord;
  /** Household number, '' when blank. */
  readonly no: string;
  readonly cells: Cells;
  readonly members: readonly MemberView[];
  /** Members that count today (正常). */
  readonly living: readonly MemberView[];
  readonly heads: readonly MemberView[];
  /** The row of the audit year; empty when there is none. */
  readonly year: Cells;
  /** Its index in `years`, -1 when there is none. */
  readonly yearIndex: number;
  /** The year judged; the year of the audit day when the household has no row. */
  readonly yearNumber: number;
  /** The row of the year before, if any. */
  readonly lastYear: Cells | undefined;
  /** The current monitoring episode, if any. */
  readonly episode: Cells | undefined;
  readonly episodeIndex: number;
  readonly relocation: Cells;
  readonly helpers: readonly Cells[];
  readonly measures: readonly Cells[];
  readonly changes: readonly Cells[];
  /** 脱贫户 (formerly 建档立卡贫困户). */
  readonly lifted: boolean;
  /** 监测对象, risk removed or not. */
  readonly monitored: boolean;
  /** 未消除风险监测对象. */
  readonly monitoredOpen: boolean;
  /** A living member has 普通劳动力 or 技能劳动力. */
  readonly hasLabour: boolean;
  readonly context: AuditContext;
  readonly facts: ArchiveFacts;
}

/** Prepares a household for judging. */
export function viewHousehold(record: HouseholdRecord, context: AuditContext, facts: ArchiveFacts): HouseholdView {
  const unread = groupUnread(record.unread);
  const rows = (place: string, list: readonly Row[]): Cells[] =>
    list.map((row, index) => new Cells(row, unread.get(`${place}[${index}]`)));
  const cut = schoolCut(context);
  const members = rows('members', record.members).map((cells, i) => viewMember(i, cells, context.asOf, cut));
  const living = members.filter((member) => member.counted);
  const cells = new Cells(record.fields, unread.get('fields'));
  const monitoring = rows('monitoring', record.monitoring);
  const episodeIndex = currentEpisodeIndex(record);
  const episode = monitoring[episodeIndex];
  const chosen = yearRows(record, unread, context);
  const relocation = new Cells(record.relocation, unread.get('relocation'));
  return {
    record,
    no: cells.raw('household_no'),
    cells,
    members,
    living,
    heads: living.filter((member) => member.relation === '户主'),
    ...chosen,
    relocation,
    episode,
    episodeIndex,
    helpers: rows('helpers', record.helpers),
    measures: rows('measures', record.measures),
    changes: rows('changes', record.changes),
    lifted: evaluate(POOR, scopeOf({ cells, year: chosen.year, episode, relocation }, 'household', cells)),
    monitored: episode !== undefined,
    monitoredOpen: episode !== undefined && episode.text('risk_removed') !== '是',
    hasLabour: living.some((member) => member.able),
    context,
    facts,
  };
}

function yearRows(
  record: HouseholdRecord,
  unread: UnreadByRow,
  context: AuditContext,
): Pick<HouseholdView, 'year' | 'yearIndex' | 'yearNumber' | 'lastYear'> {
  const asOfYear = Number(context.asOf.slice(0, 4));
  const wanted = context.year;
  const row =
    wanted === null ? newestYear(record, asOfYear) : record.years.findLast((other) => yearOf(other) === wanted);
  const index = row === undefined ? -1 : record.years.indexOf(row);
  const yearNumber = row === undefined ? (wanted ?? asOfYear) : yearOf(row);
  const before = record.years.findIndex((other) => yearOf(other) === yearNumber - 1);
  const cellsAt = (at: number): Cells | undefined => {
    const found = record.years[at];
    return found && new Cells(found, unread.get(`years[${at}]`));
  };
  return { year: cellsAt(index) ?? EMPTY_CELLS, yearIndex: index, yearNumber, lastYear: cellsAt(before) };
}

function yearOf(row: Row): number {
  return typeof row['year'] === 'number' ? row['year'] : 0;
}
