import 'fake-indexeddb/auto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';

vi.mock('./seal', () => {
  // A stand-in codec that hides the content, as an encrypting archive would.
  const hide = (value: unknown): unknown => ({ hidden: Buffer.from(JSON.stringify(value)).toString('base64') });
  const show = (value: { hidden: string }): unknown => JSON.parse(Buffer.from(value.hidden, 'base64').toString());
  return {
    seal: async (value: unknown) => hide(value),
    unseal: async (value: { hidden: string }) => show(value),
    sealAll: async (values: unknown[]) => values.map(hide),
    unsealAll: async (values: { hidden: string }[]) => values.map(show),
    blind: (text: string) => (text === '' ? '' : Buffer.from(text).toString('base64')),
  };
});

import { emptyRecord } from '#shared/derive/record';
import { ok } from '#shared/result';
import { editAttachments } from './attach';
import { addHousehold } from './commands/addHousehold';
import { applyImport } from './commands/applyImport';
import { removeHousehold } from './commands/removeHousehold';
import { saveColumns } from './commands/saveColumns';
import { saveField } from './commands/saveField';
import { saveFindings } from './commands/saveFindings';
import { saveSettings } from './commands/saveSettings';
import { undo } from './commands/undo';
import { closeArchive } from './db';
import { journalOf, openForTest } from './testArchive';
import { saveAuditRun } from './auditRun';
import { seal } from './seal';
import { byHouseholdNumbers, getHousehold } from './queries/households';
import { historyOf } from './queries/history';

const SECRET = '机密赵六';

describe('the seal', () => {
  it('covers everything personal that any command writes, and everything still works through it', async () => {
    const opened = await openForTest({ who: SECRET, device: SECRET }, 'sealed');
    if (!opened.ok) throw new Error(opened.error.code);
    const archive = opened.value;
    const record = { ...emptyRecord('A'), fields: { household_no: SECRET, head_name: SECRET } };
    const added = await addHousehold(archive, record);
    if (!added.ok) throw new Error(added.error.code);
    const { id } = added.value;
    await saveField(archive, id, { path: 'fields.phone', value: SECRET }, SECRET);
    await saveField(archive, id, { path: 'fields.address', unread: SECRET });
    await applyImport(archive, {
      households: [
        {
          class: 'new',
          incoming: { record, at: { sheet: 0, row: 0 } },
          existing: undefined,
          changes: [],
          result: record,
          writes: true,
        },
      ],
      facts: {
        id: 'B',
        tables: [],
        files: [{ name: SECRET, path: SECRET, sha256: '', bytes: 0 }],
        policy: 'fill',
        counts: {},
        problems: [{ file: SECRET, sheet: SECRET, cell: 'A1', code: 'x', params: {}, level: 'note' }],
        leftOut: [],
      },
      readAt: 3,
    });
    await removeHousehold(archive, id);
    await undo(archive);
    const finding = {
      rule: null,
      code: 'x',
      severity: 'E',
      household: SECRET,
      id,
      member: null,
      member_name: SECRET,
      field: null,
      params: {},
    } as const;
    await saveFindings(archive, { ruleSet: '', asOf: '', year: 0 }, [{ id, version: 1, findings: [finding] }]);
    const body = await seal({ name: SECRET, bytes: 1, type: '', added: '', who: SECRET });
    await editAttachments(archive, id, SECRET, () => {
      const after = { id: 'A', household: id, sha256: '0', body };
      return ok([{ id: 'A', before: null, after }]);
    });
    await saveColumns(archive, 5, new Map([['head_name', SECRET]]));
    await saveSettings(archive, { person: SECRET });
    await saveAuditRun(archive, { unit: SECRET });

    for (const table of archive.db.tables) {
      const rows = JSON.stringify(await table.toArray());
      expect(rows.length, table.name).toBeGreaterThan(2);
      expect(rows.includes(SECRET), table.name).toBe(false);
    }
    const { lines, segments } = journalOf('sealed');
    expect(lines.length).toBeGreaterThan(6);
    const kept = [...lines.map((line) => line.payload), ...[...segments.values()].map(String)].join();
    expect(kept.includes(SECRET)).toBe(false);
    expect((await getHousehold(archive, id))?.fields).toMatchObject({ head_name: SECRET, phone: SECRET });
    expect((await byHouseholdNumbers(archive, [SECRET])).get(SECRET)).toHaveLength(2);
    expect(await historyOf(archive, id)).toHaveLength(6);
    closeArchive(archive);
  });

  it('is passed by every file that touches a table with content', () => {
    const here = dirname(fileURLToPath(import.meta.url));
    const files = readdirSync(here, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .map((file) => join(here, file));
    expect(files.length).toBeGreaterThan(20);
    const touching =
      /\b(households|operations|log|batches|attachments|findings|columns)\.(get|bulkGet|toArray|put|add|bulkPut|bulkAdd|where|orderBy|update)\b/;
    const unsealed = files
      .filter((file) => touching.test(readFileSync(file, 'utf8')))
      .filter((file) => !/from '\.\.?\/seal'/.test(readFileSync(file, 'utf8')))
      .map((file) => relative(here, file));
    expect(unsealed).toEqual([]);
  });
});
