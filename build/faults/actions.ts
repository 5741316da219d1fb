/** The clerk's actions, done through the commands of the real store. */
import { emptyRecord, type HouseholdRecord } from '#shared/derive/record';
import type { PlannedHousehold } from '#shared/import/types';
import type { Result } from '#shared/result';
import { addHousehold } from '../../renderer/store/commands/addHousehold';
import { addRow } from '../../renderer/store/commands/addRow';
import { applyImport } from '../../renderer/store/commands/applyImport';
import { removeHousehold } from '../../renderer/store/commands/removeHousehold';
import { saveField } from '../../renderer/store/commands/saveField';
import { saveSettings } from '../../renderer/store/commands/saveSettings';
import { undo } from '../../renderer/store/commands/undo';
import type { Archive } from '../../renderer/store/db';
import { ulid } from '../../renderer/store/ulid';
import { householdRows, idOf } from './judge';
import type { Image } from './memoryIndexedDb';
import type { ModelHousehold, ModelOp } from './model';

function recordOf({ no, fields, members }: ModelHousehold): HouseholdRecord {
  return {
    ...emptyRecord(ulid()),
    fields: { ...fields, household_no: no },
    members: members.map((row) => ({ ...row })),
  };
}

/** Does one action; `image` = the tables as the clerk sees them. The answer is what the clerk is told. */
export async function act(archive: Archive, op: ModelOp, image: Image): Promise<Result<unknown>> {
  switch (op.do) {
    case 'add':
      return addHousehold(archive, recordOf(op.household));
    case 'edit':
      return saveField(archive, idOf(image, op.no), { path: `fields.${op.key}`, value: op.value });
    case 'member':
      return addRow(archive, idOf(image, op.no), 'members', { ...op.member });
    case 'delete':
      return removeHousehold(archive, idOf(image, op.no));
    case 'undo':
      return undo(archive);
    case 'settings':
      return saveSettings(archive, { person: op.person, year: op.year });
    case 'import':
      return applyImport(archive, {
        households: plan(op, image),
        facts: { id: ulid(), policy: 'fill', counts: {}, files: [], merged: {}, tables: [], problems: [], leftOut: [] },
        readAt: lastSeq(image),
      });
  }
}

function lastSeq(image: Image): number {
  return image.get('hudang')?.tables.find(({ name }) => name === 'operations')?.rows.length ?? 0;
}

function plan({ create, change }: Extract<ModelOp, { do: 'import' }>, image: Image): PlannedHousehold[] {
  const at = { sheet: 0, row: 0 };
  const made = create.map((household): PlannedHousehold => {
    const result = recordOf(household);
    return { class: 'new', incoming: { record: result, at }, existing: undefined, changes: [], result, writes: true };
  });
  const changed = change.map(({ no, key, value }): PlannedHousehold => {
    const row = householdRows(image).find(({ doc }) => doc.fields['household_no'] === no);
    if (!row) throw new Error(`no household ${no}`);
    const existing = row.doc as unknown as HouseholdRecord;
    const result = { ...existing, fields: { ...existing.fields, [key]: value } };
    return { class: 'changed', incoming: { record: result, at }, existing, changes: [], result, writes: true };
  });
  return [...made, ...changed];
}
