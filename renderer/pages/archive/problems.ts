/** The chip 问题: three plain questions over the column that holds "E/W" counts. */
import type { ChipValue } from '../../ui/ChipFilter';
import { searchApi } from '../../workers/client';

const GROUPS: readonly { readonly value: string; readonly holds: (counts: string) => boolean }[] = [
  { value: '有必须改的', holds: (counts) => /^[1-9]/.test(counts) },
  { value: '有需说明的', holds: (counts) => /\/[1-9]/.test(counts) },
  { value: '没有问题', holds: (counts) => counts === '0/0' },
  { value: '还没审核', holds: (counts) => counts === '' },
];

type Filters = Readonly<Record<string, readonly string[]>>;

/** The groups that occur, with the number of their households. */
export async function problemGroups(): Promise<readonly ChipValue[]> {
  const values = await searchApi().facet('problems');
  return GROUPS.map(({ value, holds }) => ({
    value,
    count: values.reduce((sum, each) => (holds(each.value) ? sum + each.count : sum), 0),
  })).filter(({ count }) => count > 0);
}

/** Filters as the search worker understands them: chosen groups become the counts that belong to them. */
export async function withProblemCounts(filters: Filters): Promise<Filters> {
  const chosen = filters['problems'] ?? [];
  if (chosen.length === 0) return filters;
  const values = await searchApi().facet('problems');
  const groups = GROUPS.filter(({ value }) => chosen.includes(value));
  const counts = values.map(({ value }) => value).filter((value) => groups.some(({ holds }) => holds(value)));
  // A group that nobody belongs to must show nobody, not everybody.
  return { ...filters, problems: counts.length > 0 ? counts : ['-'] };
}
