import { searchApi } from '../../workers/client';
import type { JobContext } from '../context';
import { done, type Outcome } from '../outcome';

/** `job find QUERY`: the same search as the box above the register. `first` is the first household of the result. */
export async function find({ request }: JobContext): Promise<Outcome> {
  const api = searchApi();
  await api.open();
  const { total, ms } = await api.query({ text: request.words.join(' '), filters: {}, sort: null });
  const [first] = await api.rows(0, 1);
  return done({
    hits: total,
    first: first
      ? { id: first.id, household_no: first.cells['household_no'] ?? '', head_name: first.cells['head_name'] ?? '' }
      : null,
    ms: Math.round(ms * 1000) / 1000,
  });
}
