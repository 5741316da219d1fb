/**
 * Which of the kept texts are offered, where, and which not. Pure. The rule above all: nothing is offered for a field that
 * may be another one; what has no certain place any more can only be copied.
 */
import { entityAt, fieldIn, type Field, type RecordPlace } from '#shared/catalogue/index';
import { parsePath } from '#shared/derive/path';
import type { HouseholdRecord } from '#shared/derive/record';
import { sentence } from '#shared/messages/sentence';
import type { KeptDraft } from '#shared/ipc/desktop';
import { codecFor } from '#shared/values/index';
import { isRecorded, recordedText } from './recorded';
import { findRow } from './row';

/** The text has a place in the archive. */
export interface Offer {
  readonly kind: 'offer';
  readonly draft: KeptDraft;
  /** The household as it was when the offer was made; saving follows its rows. */
  readonly record: HouseholdRecord;
  readonly path: string;
  readonly field: Field;
  /** What the archive holds in the field. */
  readonly now: string;
  /** That is not what it held when the typing began: somebody changed it since. */
  readonly changed: boolean;
  /** The field cannot hold the text: why, in words. It would be kept beside the field. */
  readonly unread: string | null;
  /** The year that saving begins. */
  readonly begins: number | null;
  /** Ticked without asking. */
  readonly chosen: boolean;
}

/** The text has no place any more. */
export interface Homeless {
  readonly kind: 'homeless';
  readonly draft: KeptDraft;
  /** What is gone. */
  readonly gone: 'household' | 'row' | 'field';
}

/** There is nothing to offer: the archive holds it already, or nothing was typed. */
export interface Settled {
  readonly kind: 'settled';
  readonly draft: KeptDraft;
}

export type Planned = Offer | Homeless | Settled;

/** Judges drafts, newest first, against the households as they are; `records` lacks those that are gone. */
export function planDrafts(
  drafts: readonly KeptDraft[],
  records: ReadonlyMap<string, HouseholdRecord>,
): readonly Planned[] {
  const taken = new Set<string>();
  return drafts.map((draft) => {
    const planned = planOne(draft, records.get(draft.household));
    if (planned.kind !== 'offer') return planned;
    // Of two texts for the same field the newer one is meant.
    const place = `${draft.household} ${planned.path}`;
    const first = !taken.has(place);
    taken.add(place);
    return first ? planned : { ...planned, chosen: false };
  });
}

function planOne(draft: KeptDraft, record: HouseholdRecord | undefined): Planned {
  if (draft.text === draft.before) return { kind: 'settled', draft };
  if (!record) return homeless(draft, 'household');
  const field = fieldAt(draft.path);
  if (!field) return homeless(draft, 'field');
  const found = findRow(record, draft.path, draft.row);
  if (!found) return homeless(draft, 'row');
  const { path, begins } = found;
  if (isRecorded(record, path, field, draft.text)) return { kind: 'settled', draft };
  const parsed = codecFor(field).parse(draft.text, field);
  const now = recordedText(record, path, field);
  const changed = now !== draft.before;
  return {
    kind: 'offer',
    draft,
    record,
    path,
    field,
    now,
    changed,
    unread: parsed.ok ? null : sentence(parsed.code, parsed.params),
    begins,
    // A field that was only emptied, as on the way to typing something else, loses nothing by staying as it is.
    chosen: !changed && draft.text.trim() !== '',
  };
}

/** An emptied field whose place is gone leaves nothing that could be copied. */
function homeless(draft: KeptDraft, gone: Homeless['gone']): Homeless | Settled {
  return draft.text.trim() === '' ? { kind: 'settled', draft } : { kind: 'homeless', draft, gone };
}

/** The catalogue's field at a path; undefined when this version has none there that can be typed into. */
function fieldAt(path: string): Field | undefined {
  const at = parsePath(path);
  if (at?.key === undefined || at.place === 'unread' || at.place === 'extra') return undefined;
  const field = fieldIn(entityAt(at.place as RecordPlace).name, at.key);
  return field?.derived === true ? undefined : field;
}
