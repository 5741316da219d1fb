/** What an import would do to the archive: new, changed, same or conflict per household, field by field. */
import type { HouseholdRecord } from '../derive/record';
import { address } from '../excel/sheet';
import { identityOf, indexHouseholds, matchHousehold } from './matchHousehold';
import { mergeRecord, type Merge } from './mergeRecord';
import type {
  IncomingHousehold,
  PlanClass,
  PlanCounts,
  PlannedHousehold,
  Policy,
  Problem,
  UnderstoodSheet,
} from './types';

export interface PlanOptions {
  /** Default `fill`: only blanks are filled. `file`: the sheets win. `keep`: only new households are written. */
  readonly policy?: Policy;
  /** Gives the id of a new household; without it `result.id` of new households is ''. */
  readonly newId?: () => string;
  /** Rows that toRecords refused (problems of level `rejected`), added to counts.rejected. */
  readonly rejected?: number;
  /** The sheets that `incoming` was read from, so that problems can name file, sheet and row. */
  readonly sheets?: readonly UnderstoodSheet[];
}

export interface ImportPlan {
  readonly households: readonly PlannedHousehold[];
  /** Counted before the policy. */
  readonly counts: PlanCounts;
  /** Households that cannot be matched safely (level `rejected`, not among `households`), and notes. */
  readonly problems: readonly Problem[];
}

/**
 * `existing`: all records that share a household number or a head's ID number with the incoming ones, or simply the whole
 * archive. Blank cells never overwrite; rows keep the order of the archive.
 */
export function plan(
  incoming: readonly IncomingHousehold[],
  existing: readonly HouseholdRecord[],
  options: PlanOptions = {},
): ImportPlan {
  const { policy = 'fill', newId = (): string => '', rejected = 0 } = options;
  const index = indexHouseholds(existing);
  const claimed = new Set<HouseholdRecord>();
  const households: PlannedHousehold[] = [];
  const problems: Problem[] = [];
  const report = (
    code: string,
    level: Problem['level'],
    household: IncomingHousehold,
    other: HouseholdRecord,
  ): void => {
    problems.push({ ...placeOf(household, options.sheets), code, level, params: paramsOf(household.record, other) });
  };
  const created = (household: IncomingHousehold): void => {
    const result = { ...household.record, id: newId() };
    households.push({ class: 'new', incoming: household, existing: undefined, changes: [], result, writes: true });
  };
  for (const household of incoming) {
    const { record } = household;
    const match = matchHousehold(record, index, (other) => !claimed.has(other) && isSame(other, record));
    if (match.kind === 'new') created(household);
    else if (match.kind === 'newDespiteHead') {
      report('head_in_other_household', 'note', household, match.record);
      created(household);
    } else if (match.kind === 'stranger') {
      report('number_of_other_household', 'rejected', household, match.record);
    } else if (claimed.has(match.record)) {
      report('household_matched_twice', 'rejected', household, match.record);
    } else {
      claimed.add(match.record);
      households.push(planned(household, match.record, mergeRecord(match.record, record, policy)));
    }
  }
  const refused = problems.filter(({ level }) => level === 'rejected').length;
  return { households, counts: countsOf(households, rejected + refused), problems };
}

function planned(incoming: IncomingHousehold, existing: HouseholdRecord, merge: Merge): PlannedHousehold {
  return { class: classOf(merge), incoming, existing, ...merge };
}

function classOf({ changes }: Merge): PlanClass {
  if (changes.some(({ conflict }) => conflict)) return 'conflict';
  return changes.length > 0 ? 'changed' : 'same';
}

function isSame(existing: HouseholdRecord, incoming: HouseholdRecord): boolean {
  return mergeRecord(existing, incoming, 'keep').changes.length === 0;
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

/** The row in which the household first stands. */
function placeOf(
  { at }: IncomingHousehold,
  sheets: readonly UnderstoodSheet[] | undefined,
): Pick<Problem, 'file' | 'sheet' | 'cell'> {
  const sheet = sheets?.[at.sheet];
  if (sheet === undefined) return { file: '', sheet: '', cell: '' };
  const column = sheet.columns.find(({ field }) => field?.key === 'household_no') ?? sheet.columns[0];
  return { file: sheet.file, sheet: sheet.sheet.name, cell: address(at.row, column?.column ?? 0) };
}

function nameOf(record: HouseholdRecord): string {
  const { number, name } = identityOf(record);
  return name ?? number ?? '';
}
