/** The lines of drafts.jsonl. Lines that are not understood are passed over: torn ends, and what a newer program added. */
import type { KeptDraft } from '#shared/ipc/desktop';

export type DraftRecord =
  | { readonly keep: KeptDraft }
  | { readonly drop: readonly string[] }
  | { readonly decline: readonly string[]; readonly at: string };

export function draftLine(record: DraftRecord): string {
  return `${JSON.stringify(record)}\n`;
}

/** The drafts, by id, after all lines of `text` were applied to those of `before`, which stays as it is. */
export function readDraftLines(
  text: string,
  before: ReadonlyMap<string, KeptDraft> = new Map<string, KeptDraft>(),
): Map<string, KeptDraft> {
  const drafts = new Map(before);
  for (const line of text.split('\n')) {
    const record = parse(line);
    if (record) apply(drafts, record);
  }
  return drafts;
}

function apply(drafts: Map<string, KeptDraft>, record: DraftRecord): void {
  if ('keep' in record) {
    drafts.set(record.keep.id, record.keep);
  } else if ('drop' in record) {
    for (const id of record.drop) drafts.delete(id);
  } else {
    for (const id of record.decline) {
      const draft = drafts.get(id);
      if (draft) drafts.set(id, { ...draft, declined: record.at });
    }
  }
}

function parse(line: string): DraftRecord | null {
  if (line === '') return null;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { keep, drop, decline, at } = value as Record<'keep' | 'drop' | 'decline' | 'at', unknown>;
  if (isDraft(keep)) return { keep };
  if (isTexts(drop)) return { drop };
  return isTexts(decline) && isTime(at) ? { decline, at } : null;
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isTime(value: unknown): value is string {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value));
}

const TEXTS = ['id', 'household', 'title', 'path', 'label', 'text', 'before', 'at'] as const;

function isDraft(value: unknown): value is KeptDraft {
  if (typeof value !== 'object' || value === null) return false;
  const draft = value as Partial<Record<keyof KeptDraft, unknown>>;
  return (
    TEXTS.every((key) => typeof draft[key] === 'string') &&
    (draft.row === undefined || typeof draft.row === 'string') &&
    (draft.declined === null || isTime(draft.declined))
  );
}
