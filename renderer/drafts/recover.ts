/** Taking kept texts over: each one as the ordinary save of its field, an operation of its own. */
import { fail, ok, type AppError, type Result } from '#shared/result';
import type { KeptDraft } from '#shared/ipc/desktop';
import { desktop } from '../bridge/desktop';
import { saveText } from '../forms/saveText';
import type { Archive } from '../store/db';
import { getHousehold, getMany } from '../store/queries/households';
import { placeEdits } from '../store/rowPlace';
import type { Operation } from '../store/types';
import { planDrafts, type Homeless, type Offer, type Planned } from './plan';
import { recordedText } from './recorded';

export interface Recovery {
  /** What was written, in the order of writing. */
  readonly saved: readonly { readonly draft: KeptDraft; readonly operation: Operation | null }[];
  readonly failed: readonly { readonly draft: KeptDraft; readonly error: AppError }[];
}

/** Judges drafts against the archive as it is, and forgets those that it holds already. */
export async function readPlan(archive: Archive, drafts: readonly KeptDraft[]): Promise<readonly (Offer | Homeless)[]> {
  const records = await getMany(archive, [...new Set(drafts.map(({ household }) => household))]);
  const planned = planDrafts(drafts, new Map(records.map((record) => [record.id, record])));
  const settled = planned.filter((each) => each.kind === 'settled').map((each) => each.draft);
  await forget(settled);
  return planned.filter((each): each is Exclude<Planned, { kind: 'settled' }> => each.kind !== 'settled');
}

/**
 * Saves the offers, oldest typing first. One whose field changed since the offer was shown is not written: codes
 * `draft_overtaken`, `row_missing`, `household_missing`, and those of saving. What was saved is forgotten as a draft.
 */
export async function recover(archive: Archive, offers: readonly Offer[], year: number): Promise<Recovery> {
  const saved: { draft: KeptDraft; operation: Operation | null }[] = [];
  const failed: { draft: KeptDraft; error: AppError }[] = [];
  for (const offer of offers.toSorted((a, b) => (a.draft.at < b.draft.at ? -1 : 1))) {
    const { draft } = offer;
    const done = await recoverOne(archive, offer, year);
    if (done.ok) saved.push({ draft, operation: done.value });
    else failed.push({ draft, error: done.error });
  }
  await forget(saved.map(({ draft }) => draft));
  return { saved, failed };
}

async function recoverOne(archive: Archive, offer: Offer, year: number): Promise<Result<Operation | null>> {
  const { record, path, field, draft } = offer;
  const now = await getHousehold(archive, record.id);
  if (!now) return fail('household_missing');
  const begins = offer.begins ?? year;
  // Where the text begins a year, its row may have been begun by the one before it.
  const year0 = { path: path.replace(/\.[^.]*$/, '.year'), value: begins };
  const edits = [...(offer.begins === null ? [] : [year0]), { path, value: undefined }];
  const placed = placeEdits(now, record, edits)?.at(-1);
  if (!placed) return fail('row_missing');
  if (recordedText(now, placed.path, field) !== offer.now) return fail('draft_overtaken', { field: draft.label });
  return saveText(archive, record, path, field, draft.text, begins);
}

/** Forgets these drafts, declined or not. One that cannot be forgotten is found to be saved at the next start. */
export async function forget(drafts: readonly KeptDraft[]): Promise<void> {
  if (drafts.length === 0) return;
  await desktop.dropDrafts(drafts.map(({ household, path, id }) => ({ household, path, id })));
}

/** Drafts that a crash left behind, newest first; those declined before are asked for by `declined`. */
export async function keptDrafts(declined: boolean): Promise<Result<readonly KeptDraft[]>> {
  const kept = await desktop.drafts();
  return kept.ok ? ok(kept.value.filter((draft) => (draft.declined !== null) === declined)) : kept;
}
