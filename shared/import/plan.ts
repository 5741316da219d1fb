/** What an import would do to the archive: new, changed, same, conflict or suspect per household, field by field. */
import { withId } from '../derive/lazyExtra';
import type { HouseholdRecord } from '../derive/record';
import { cellOf } from '../excel/cellOf';
import { Blanks } from './blanks';
import { breakerOf } from './breaker';
import { decisionKey } from './keys';
import { Lookalikes } from './like/lookalikes';
import type { Pinyin } from './like/nameLike';
import { personLike, personOf, SUSPECT_SCORE } from './like/personLike';
import { identityKey, identityOf, indexHouseholds, matchHousehold } from './matchHousehold';
import { mergeRecord, type Merge, type MergeOptions } from './mergeRecord';
import { movedMembers } from './movedMembers';
import type {
  Breaker,
  ColumnPolicy,
  Decision,
  IncomingHousehold,
  PlanClass,
  PlanCounts,
  PlannedHousehold,
  Policy,
  Problem,
  Suspect,
  UnderstoodSheet,
} from './types';

export interface PlanOptions {
  /** Default `fill`: only blanks are filled. `file`: the sheets win. `keep`: only new households are written. */
  readonly policy?: Policy;
  /** By entity.key, for columns with a policy of their own. */
  readonly columns?: Readonly<Record<string, ColumnPolicy>>;
  /** entity.key of columns whose blank cells clear what the archive has. */
  readonly blankOverwrites?: ReadonlySet<string>;
  /** By `decisionKey`. */
  readonly decisions?: ReadonlyMap<string, Decision>;
  /** Full pinyin of a name, '' when it has none; without it homophones are not recognised. */
  readonly pinyin?: Pinyin;
  /** What becomes of suspects that nobody decided about. Default `new`: nothing is lost. */
  readonly suspects?: 'new' | 'skip';
  /** Households that earlier imports merged as the user decided: id by `identityKey` of what the sheet said. */
  readonly merged?: ReadonlyMap<string, string>;
  /** Of households of the archive, by id: changes (`changeKey`) that put right what an earlier import of the sheet read wrong. */
  readonly corrections?: ReadonlyMap<string, ReadonlySet<string>>;
  /** Gives the id of a new household; without it `result.id` of new households is ''. */
  readonly newId?: () => string;
  /** Rows that toRecords refused (problems of level `rejected`), added to counts.rejected. */
  readonly rejected?: number;
  /** The sheets that `incoming` was read from, so that problems can name file, sheet and row. */
  readonly sheets?: readonly UnderstoodSheet[];
}

export interface ImportPlan {
  readonly households: readonly PlannedHousehold[];
  /** Counted before policy and decisions. */
  readonly counts: PlanCounts;
  /** Households that cannot be matched safely (level `rejected`, not among `households`), and notes. */
  readonly problems: readonly Problem[];
  /** Why applying needs an explicit yes; null = it does not. */
  readonly breaker: Breaker | null;
}

/**
 * `existing`: all records that `Candidates` wants, or simply the whole archive. Blank cells never overwrite unless
 * `blankOverwrites` says so; rows keep the order of the archive. Below the identity of ID numbers nothing is merged by itself.
 */
export function plan(
  incoming: readonly IncomingHousehold[],
  existing: readonly HouseholdRecord[],
  options: PlanOptions = {},
): ImportPlan {
  const making = planning(incoming, existing, options);
  let step = making.next();
  while (step.done !== true) step = making.next();
  return step.value;
}

/** Households looked at between two steps. */
const STEP = 50;

/** `plan` in small steps, so that it can be given up in between: each tells how many households have been settled. */
export function planning(
  incoming: readonly IncomingHousehold[],
  existing: readonly HouseholdRecord[],
  options: PlanOptions = {},
): Generator<number, ImportPlan, void> {
  return new Planning(incoming, existing, options).make();
}

class Planning {
  private readonly claimed = new Set<HouseholdRecord>();
  private readonly problems: Problem[] = [];
  private readonly blanks: Blanks;
  private readonly byId: ReadonlyMap<string, HouseholdRecord>;
  private readonly planned: (PlannedHousehold | null)[];
  /** Positions of those that matched nothing, with the household that has their head, if any. */
  private readonly unmatched: { readonly at: number; readonly headed?: HouseholdRecord }[] = [];

  constructor(
    private readonly incoming: readonly IncomingHousehold[],
    private readonly existing: readonly HouseholdRecord[],
    private readonly options: PlanOptions,
  ) {
    this.planned = incoming.map(() => null);
    this.blanks = new Blanks(options.sheets ?? [], options.blankOverwrites ?? new Set());
    this.byId = new Map(existing.map((record) => [record.id, record]));
  }

  *make(): Generator<number, ImportPlan> {
    yield 0;
    yield* this.match();
    yield* this.settleUnmatched();
    const households = this.planned.filter((household) => household !== null);
    this.problems.push(...movedMembers(households, this.existing, (household) => this.placeOf(household)));
    const refused = this.problems.filter(({ level }) => level === 'rejected').length;
    const counts = countsOf(households, (this.options.rejected ?? 0) + refused);
    return { households, counts, problems: this.problems, breaker: breakerOf(households) };
  }

  private *match(): Generator<number, void> {
    const index = indexHouseholds(this.existing);
    for (const [at, household] of this.incoming.entries()) {
      if (at % STEP === 0) yield at - this.unmatched.length;
      this.matchOne(at, household, index);
    }
  }

  private matchOne(at: number, household: IncomingHousehold, index: ReturnType<typeof indexHouseholds>): void {
    const { record } = household;
    const decision = this.decisionOn(household);
    if (this.existing.length === 0) return void this.unmatched.push({ at });
    // Households that were matched to nothing are decided about when it is known who is left.
    if (decision?.kind === 'merge' || this.mergedBefore(record) !== undefined) return void this.unmatched.push({ at });
    const match = matchHousehold(record, index, (other) => !this.claimed.has(other) && isSame(other, record));
    if (match.kind === 'new') this.unmatched.push({ at });
    else if (match.kind === 'newDespiteHead') this.unmatched.push({ at, headed: match.record });
    else if (match.kind === 'stranger') this.report('number_of_other_household', 'rejected', household, match.record);
    else this.merge(at, household, match.record);
  }

  private *settleUnmatched(): Generator<number, void> {
    const before = this.incoming.length - this.unmatched.length;
    yield before;
    const alike = this.existing.length === 0 || this.unmatched.length === 0 ? null : this.lookalikes();
    for (const [done, { at, headed }] of this.unmatched.entries()) {
      if (done % STEP === 0) yield before + done;
      const household = this.incoming[at];
      if (household === undefined) continue;
      const decision = this.decisionOn(household);
      const into = decision?.kind === 'merge' ? this.byId.get(decision.id) : this.mergedBefore(household.record);
      const suspects = alike?.find(household.record, this.claimed) ?? [];
      if (decision?.kind === 'merge' && into !== undefined) this.merge(at, household, into, suspects);
      else if (decision === undefined && into !== undefined && !this.claimed.has(into)) this.merge(at, household, into);
      else this.enter(at, household, decision?.kind === 'merge' ? undefined : decision?.kind, suspects, headed);
    }
  }

  /** A household that the archive does not know, or only somebody who looks like it. */
  private enter(
    at: number,
    household: IncomingHousehold,
    decided: 'new' | 'skip' | undefined,
    suspects: readonly Suspect[],
    headed: HouseholdRecord | undefined,
  ): void {
    const { newId = (): string => '', suspects: byDefault = 'new' } = this.options;
    const skip = decided === 'skip' || (decided === undefined && suspects.length > 0 && byDefault === 'skip');
    if (headed !== undefined && decided === undefined)
      this.report('head_in_other_household', 'note', household, headed);
    else if (suspects[0] !== undefined && decided === undefined) this.reportSuspect(household, suspects[0], skip);
    const result = withId(household.record, skip ? '' : newId());
    const base = { incoming: household, existing: undefined, changes: [], result, writes: !skip };
    this.planned[at] =
      suspects.length === 0 && !skip
        ? { class: 'new', ...base }
        : { class: suspects.length > 0 ? 'suspect' : 'new', ...base, suspects, suspectAs: skip ? 'skip' : 'new' };
  }

  private merge(at: number, household: IncomingHousehold, into: HouseholdRecord, suspects?: readonly Suspect[]): void {
    if (this.claimed.has(into)) return this.report('household_matched_twice', 'rejected', household, into);
    this.claimed.add(into);
    const merge = mergeRecord(into, household.record, this.mergeOptions(household, into));
    const skip = this.decisionOn(household)?.kind === 'skip';
    const about = { incoming: household, existing: into, ...merge, ...(skip ? leftAsIs(into) : {}) };
    // What the user merged stays among the suspects, so that the decision can be seen and taken back.
    this.planned[at] =
      suspects === undefined
        ? { class: classOf(merge), ...about }
        : { class: suspects.length > 0 ? 'suspect' : classOf(merge), ...about, suspects, suspectAs: 'merge' };
  }

  private mergeOptions(household: IncomingHousehold, into: HouseholdRecord): MergeOptions {
    const { policy = 'fill', columns, blankOverwrites, decisions, pinyin = noSound } = this.options;
    return {
      policy,
      columns,
      blankOverwrites,
      blanks: this.blanks.of(household),
      decision: decisions?.get(decisionKey(household)),
      corrections: this.options.corrections?.get(into.id),
      alike: (a, b) =>
        personLike(personOf(a, into, pinyin), personOf(b, household.record, pinyin)).score >= SUSPECT_SCORE,
    };
  }

  private lookalikes(): Lookalikes {
    const { pinyin = noSound } = this.options;
    return new Lookalikes(
      this.existing.filter((record) => !this.claimed.has(record)),
      pinyin,
    );
  }

  private decisionOn(household: IncomingHousehold): Decision['household'] {
    return this.options.decisions?.get(decisionKey(household))?.household;
  }

  private mergedBefore(record: HouseholdRecord): HouseholdRecord | undefined {
    const { merged } = this.options;
    if (merged === undefined || merged.size === 0) return undefined;
    return this.byId.get(merged.get(identityKey(record)) ?? '');
  }

  private report(code: string, level: Problem['level'], household: IncomingHousehold, other: HouseholdRecord): void {
    this.problems.push({ ...this.placeOf(household), code, level, params: paramsOf(household.record, other) });
  }

  private reportSuspect(household: IncomingHousehold, suspect: Suspect, skipped: boolean): void {
    const { record } = household;
    const params = {
      incoming: nameOf(record),
      household_no: suspect.household_no === '' ? '（未填）' : suspect.household_no,
      existing: suspect.head_name,
    };
    const code = skipped ? 'suspect_skipped' : 'suspect_entered';
    this.problems.push({ ...this.placeOf(household), code, level: 'note', params });
  }

  /** The row in which the household first stands. */
  private placeOf({ at }: IncomingHousehold): Pick<Problem, 'file' | 'sheet' | 'cell'> {
    const sheet = this.options.sheets?.[at.sheet];
    if (sheet === undefined) return { file: '', sheet: '', cell: '' };
    const column = sheet.columns.find(({ field }) => field?.key === 'household_no') ?? sheet.columns[0];
    const name = (sheet.original ?? sheet.sheet).name;
    return { file: sheet.file, sheet: name, cell: cellOf(sheet, at.row, column?.column ?? 0) };
  }
}

function leftAsIs(existing: HouseholdRecord): Pick<PlannedHousehold, 'result' | 'writes' | 'suspectAs'> {
  return { result: existing, writes: false, suspectAs: 'skip' };
}

function noSound(): string {
  return '';
}

function classOf({ changes }: Merge): PlanClass {
  if (changes.some(({ conflict }) => conflict)) return 'conflict';
  return changes.length > 0 ? 'changed' : 'same';
}

function isSame(existing: HouseholdRecord, incoming: HouseholdRecord): boolean {
  return mergeRecord(existing, incoming, { policy: 'keep' }).changes.length === 0;
}

function countsOf(households: readonly PlannedHousehold[], rejected: number): PlanCounts {
  const counts = { new: 0, changed: 0, same: 0, conflict: 0, rejected, suspect: 0 };
  for (const household of households) counts[household.class]++;
  return counts;
}

function paramsOf(incoming: HouseholdRecord, existing: HouseholdRecord): Problem['params'] {
  return {
    household_no: String(existing.fields['household_no'] ?? incoming.fields['household_no'] ?? ''),
    incoming: nameOf(incoming),
    existing: nameOf(existing),
  };
}

function nameOf(record: HouseholdRecord): string {
  const { number, name } = identityOf(record);
  return name ?? number ?? '';
}
