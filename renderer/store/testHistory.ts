/** Unit tests only: random user actions, and what an archive holds after them. */
import { emptyRecord, type HouseholdRecord } from '#shared/derive/record';
import type { Lesson } from '#shared/import/memory';
import type { PlannedHousehold } from '#shared/import/types';
import { JOURNALLED_TABLES } from '#shared/journal/entry';
import { ok } from '#shared/result';
import { editAttachments } from './attach';
import { addHousehold } from './commands/addHousehold';
import { addRow } from './commands/addRow';
import { applyImport } from './commands/applyImport';
import { putSample } from './commands/putSample';
import { rememberImport } from './commands/rememberImport';
import { removeHousehold } from './commands/removeHousehold';
import { removeRow } from './commands/removeRow';
import { saveField } from './commands/saveField';
import { saveSettings } from './commands/saveSettings';
import { undo } from './commands/undo';
import type { Archive } from './db';
import { tablePages } from './pages';
import { lastSeq } from './queries/changedSince';
import { eachBatch } from './queries/households';
import { listOperations } from './queries/operations';
import { seal } from './seal';
import type { StoredAttachment } from './stored';
import { ulid } from './ulid';

/** All households. */
export async function state(archive: Archive): Promise<HouseholdRecord[]> {
  const records: HouseholdRecord[] = [];
  await eachBatch(archive, 7, (batch) => void records.push(...batch.map((entry) => entry.record)));
  return structuredClone(records);
}

/** Every row of every journalled table, as it is. */
export async function allRows(archive: Archive): Promise<Readonly<Record<string, unknown[]>>> {
  const tables: Record<string, unknown[]> = {};
  for (const table of JOURNALLED_TABLES) {
    const rows: unknown[] = [];
    for await (const page of tablePages(archive.db, table, 3)) rows.push(...page);
    tables[table] = structuredClone(rows);
  }
  return tables;
}

function planned(result: HouseholdRecord, existing?: HouseholdRecord): PlannedHousehold {
  return {
    class: existing ? 'changed' : 'new',
    incoming: { record: result, at: { sheet: 0, row: 0 } },
    existing,
    changes: [],
    result,
    writes: true,
  };
}

/** Imports `count` new households and changes those of `touch`; the operation's id. */
export async function importSome(
  archive: Archive,
  count: number,
  touch: readonly HouseholdRecord[] = [],
): Promise<string> {
  const fresh = Array.from({ length: count }, (_, i) => ({
    ...emptyRecord(ulid()),
    fields: { household_no: `9${i}` },
  }));
  const changed = touch.map((record) =>
    planned(
      { ...record, fields: { ...record.fields, remark: '已核' }, members: [...record.members, { name: '王小' }] },
      record,
    ),
  );
  const done = await applyImport(archive, {
    households: [...fresh.map((record) => planned(record)), ...changed],
    facts: { id: ulid(), tables: [], files: [], policy: 'fill', counts: {}, problems: [], leftOut: [] },
    readAt: await lastSeq(archive),
  });
  if (!done.ok || !done.value) throw new Error(done.ok ? 'nothing imported' : done.error.code);
  return done.value.id;
}

/** Which action, on which household, with what. */
export type Step = readonly [kind: number, which: number, value: number];

/** Number of kinds of actions. */
export const KINDS = 14;

/** One random user action; which household and row it meets follows from the numbers. */
export async function act(archive: Archive, [kind, which, value]: Step): Promise<void> {
  const records = await state(archive);
  const record = records[which % Math.max(records.length, 1)];
  if (kind === 12) return void (await saveSettings(archive, { person: `人${value}`, year: 2000 + value }));
  if (kind === 13) return void (await rememberImport(archive, lessonOf(which, value)));
  if (!record || kind === 0) {
    if (value % 3 === 0 && !record) return void (await putSample(archive, [emptyRecord('')], ['甲', '', '', '', '']));
    const fields = { household_no: `62${value}` };
    await addHousehold(archive, { ...emptyRecord(''), fields, members: [{ name: '甲' }] });
    return;
  }
  const member = value % Math.max(record.members.length, 1);
  const place = `members[${member}].phone`;
  if (kind === 1)
    await saveField(archive, record.id, { path: 'fields.phone', value: value % 3 ? String(value) : undefined });
  else if (kind === 2) await saveField(archive, record.id, { path: 'fields.head_name', unread: `乱${value}` });
  else if (kind === 3) await addRow(archive, record.id, 'members', { name: `人${value}` });
  else if (kind === 4) await removeRow(archive, record.id, 'members', member);
  else if (kind === 5 && record.members.length > 0) await saveField(archive, record.id, { path: place, unread: '?' });
  else if (kind === 6) await removeHousehold(archive, record.id);
  else if (kind === 7) await importSome(archive, 1 + (value % 4), records.slice(0, value % 3));
  else if (kind === 8) await undo(archive);
  else if (kind === 9) await undo(archive, (await listOperations(archive, 10))[which % 10]?.id);
  else if (kind === 10) await attachSome(archive, record.id, `${value}`);
  else if (kind === 11) await detachFirst(archive, record.id);
}

/** What an applied import may teach. */
export function lessonOf(which: number, value: number): Lesson {
  const layout = {
    columns: { 户编号: 'household.household_no', 片区: value % 2 ? null : 'household.group' },
    used: value > 3,
  };
  return {
    layouts: new Map([[`table-2-${which % 3}`, layout]]),
    answers: new Map([[`member.health|一般${value}`, value % 3 ? '健康' : null]]),
  };
}

/** One more attachment of the household. */
export async function attachSome(archive: Archive, household: string, name: string): Promise<void> {
  const body = await seal({ name, bytes: 1, type: '', added: '2026-01-01T00:00:00Z', who: '' });
  const after: StoredAttachment = { id: ulid(), household, sha256: name.padEnd(64, '0'), body };
  await editAttachments(archive, household, '附件', () => ok([{ id: after.id, before: null, after }]));
}

async function detachFirst(archive: Archive, household: string): Promise<void> {
  await editAttachments(archive, household, '删除附件', ([before]) =>
    ok(before ? [{ id: before.id, before, after: null }] : []),
  );
}
