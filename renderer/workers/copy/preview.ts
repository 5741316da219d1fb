/** What a restore would change, as it is shown before. */
import { entityAt, fieldIn } from '#shared/catalogue/index';
import { parsePath } from '#shared/derive/path';
import type { HouseholdRecord } from '#shared/derive/record';
import { attachmentsIn, type OpenedCopy } from '#shared/journal/copy/readCopy';
import type { Archive } from '../../store/db';
import { getMany } from '../../store/queries/households';
import type { RestorePlan } from '../../store/restorePlan';
import type { RestorePreview, RestoreSample } from '../api';

const SAMPLES = 20;
/** Labels of one household. */
const LABELS = 8;

export async function previewOf(archive: Archive, copy: OpenedCopy, plan: RestorePlan): Promise<RestorePreview> {
  const { made, unit, households, members } = copy.manifest;
  const { added, changed, removed, same, undoable } = plan;
  return {
    made,
    unit,
    households,
    members,
    bytes: copy.bytes,
    attachments: attachmentsIn(copy).length,
    undoable,
    counts: { added: added.length, changed: changed.length, removed: removed.length, same },
    samples: await samplesOf(archive, plan),
  };
}

/** Of each kind some, the rare kinds not crowded out by the frequent one. */
async function samplesOf(archive: Archive, { added, changed, removed }: RestorePlan): Promise<RestoreSample[]> {
  const each = Math.ceil(SAMPLES / 3);
  const gone = await getMany(archive, removed.slice(0, SAMPLES));
  const lists: RestoreSample[][] = [
    changed.map(({ record, changes }) => sample(record, 'changed', labels(changes.map(([path]) => path)))),
    added.slice(0, SAMPLES).map((record) => sample(record, 'added', [])),
    gone.map((record) => sample(record, 'removed', [])),
  ].map((list) => list.slice(0, SAMPLES));
  const first = lists.flatMap((list) => list.slice(0, each));
  const rest = lists.flatMap((list) => list.slice(each));
  return [...first, ...rest].slice(0, SAMPLES);
}

function sample({ fields }: HouseholdRecord, what: RestoreSample['what'], names: readonly string[]): RestoreSample {
  return {
    household_no: String(fields['household_no'] ?? ''),
    head_name: String(fields['head_name'] ?? ''),
    what,
    fields: names,
  };
}

function labels(paths: readonly string[]): string[] {
  return [...new Set(paths.map(label))].slice(0, LABELS);
}

/** The field's label, or that of the list where rows came or went. */
function label(path: string): string {
  const { place = 'extra', key }: Partial<NonNullable<ReturnType<typeof parsePath>>> = parsePath(path) ?? {};
  if (place === 'unread') return '未能识别的文字';
  if (place === 'extra') return '附加列';
  const entity = entityAt(place);
  return key === undefined ? entity.label : (fieldIn(entity.name, key)?.label ?? key);
}
