import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import { emptyRecord } from '#shared/derive/record';
import { getAuditRun, saveAuditRun } from '../../store/auditRun';
import { addHousehold } from '../../store/commands/addHousehold';
import { saveField } from '../../store/commands/saveField';
import { closeArchive, type Archive } from '../../store/db';
import { openForTest } from '../../store/testArchive';
import { Auditor } from '../audit/auditor';
import { Exporter } from './exporter';

let archive: Archive | null = null;
afterEach(() => {
  if (archive) closeArchive(archive);
});

describe('exporting the findings', () => {
  it('gives none before an audit, and none that the archive has overtaken', async () => {
    const opened = await openForTest({ who: '', device: '' }, 'export-1');
    if (!opened.ok) throw new Error(opened.error.code);
    archive = opened.value;
    const added = await addHousehold(archive, { ...emptyRecord(''), fields: { household_no: '1' } });
    const exporter = new Exporter(archive);
    const code = async (): Promise<string> => {
      const built = await exporter.build('findings', null, null);
      return built.ok ? 'ok' : built.error.code;
    };
    expect(await code()).toBe('not_audited');
    await new Auditor(archive, '20260630').run('20260630', null);
    expect(await code()).toBe('ok');
    await saveField(archive, added.ok ? added.value.id : '', { path: 'fields.head_name', value: '甲' });
    expect(await code()).toBe('audit_stale');
    await new Auditor(archive, '20260630').run('20260630', null);
    expect(await code()).toBe('ok');
    const run = await getAuditRun<object>(archive);
    await saveAuditRun(archive, { ...run, ruleSet: 'older' });
    expect(await code()).toBe('audit_stale');
  });
});
