import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptyRecord, type Row } from '#shared/derive/record';
import { addHousehold } from '../../store/commands/addHousehold';
import { removeHousehold } from '../../store/commands/removeHousehold';
import { saveField } from '../../store/commands/saveField';
import { closeArchive, type Archive } from '../../store/db';
import { openForTest } from '../../store/testArchive';
import { findingCounts, getFindings } from '../../store/queries/findings';
import { Exporter } from '../export/exporter';
import { Auditor } from './auditor';

const DAY = '20260630';
/** Sound 18-digit numbers of an unassigned county. */
const ID = '629999198110292819';
const OTHER_ID = '539699197901282139';
let serial = 0;
let archive: Archive;

beforeEach(async () => {
  const opened = await openForTest({ who: '', device: '' }, `audit-${++serial}`);
  if (!opened.ok) throw new Error(opened.error.code);
  archive = opened.value;
});
afterEach(() => closeArchive(archive));

async function add(no: string, id_no: string, more: Row = {}): Promise<string> {
  const members = [{ name: `人${no}`, relation: '户主', sex: '男', id_no, ...more }];
  const fields = { household_no: no, head_name: `人${no}` };
  const done = await addHousehold(archive, { ...emptyRecord(''), fields, members });
  if (!done.ok) throw new Error(done.error.code);
  return done.value.id;
}

function rules(findings: readonly { readonly rule: number | null }[]): (number | null)[] {
  return findings.map((finding) => finding.rule);
}

async function run(auditor: Auditor): Promise<void> {
  expect((await auditor.run(DAY, null)).ok).toBe(true);
}

describe('Auditor', () => {
  it('stores what it finds, counts it, and shows it again in a later session', async () => {
    const twin = await add('1', ID);
    const other = await add('2', ID);
    const auditor = new Auditor(archive, DAY);
    const first = await auditor.run(DAY, null);
    if (!first.ok) throw new Error(first.error.code);
    const all = await auditor.findings();
    expect(first.value).toMatchObject({ households: 2, findings: all.length, asOf: DAY });
    expect(first.value.byRule.reduce((sum, rule) => sum + rule.count, 0)).toBe(all.length);
    for (const rule of first.value.byRule) expect(rule.title, rule.code).toMatch(/[一-龥]{3}/);

    const duplicates = await auditor.byRule('r15', 0, 10);
    expect(duplicates.map((finding) => [finding.household, finding.head_name, finding.households])).toEqual([
      ['1', '人1', ['2']],
      ['2', '人2', ['1']],
    ]);
    const errors = (await auditor.byHousehold(twin)).filter((finding) => finding.severity === 'E').length;
    expect(await findingCounts(archive, [twin])).toMatchObject([{ errors }]);

    const later = new Auditor(archive, DAY);
    expect(await later.last()).toMatchObject({ findings: all.length });
    expect(await later.findings()).toEqual(all);
    expect((await later.households(0, 10)).map((entry) => entry.id).sort()).toEqual([twin, other].sort());
    await saveField(archive, twin, { path: 'fields.phone', value: '1' });
    expect(await later.last()).toBeNull();
  });

  it('re-judges one household and those it shares findings with, in the same session and in a later one', async () => {
    const twin = await add('1', ID);
    const other = await add('2', ID);
    for (const reopen of [false, true]) {
      let auditor = new Auditor(archive, DAY);
      await run(auditor);
      expect(rules(await auditor.byHousehold(other))).toContain(15);
      if (reopen) auditor = new Auditor(archive, DAY);
      await saveField(archive, twin, { path: 'members[0].id_no', value: OTHER_ID });
      expect(rules(await auditor.rejudge(twin))).not.toContain(15);
      expect(rules(await auditor.byHousehold(other))).not.toContain(15);
      const fresh = new Auditor(archive, DAY);
      await run(fresh);
      expect([...(await auditor.findings())].map((one) => JSON.stringify(one)).sort()).toEqual(
        [...(await fresh.findings())].map((one) => JSON.stringify(one)).sort(),
      );
      await saveField(archive, twin, { path: 'members[0].id_no', value: ID });
    }
  });

  it('judges a household of an archive that was never audited, and forgets a removed one', async () => {
    const id = await add('1', '123');
    const auditor = new Auditor(archive, DAY);
    expect((await auditor.rejudge(id)).length).toBeGreaterThan(0);
    expect(await getFindings(archive, id)).toMatchObject({ version: 1 });
    await removeHousehold(archive, id);
    expect(await auditor.rejudge(id)).toEqual([]);
    expect((await auditor.findings()).filter((finding) => finding.id === id)).toEqual([]);
  });

  it('gives the exporter its list of problems, and no list before the first audit', async () => {
    await add('1', '123');
    const exporter = new Exporter(archive);
    expect(await exporter.build('findings', null, null)).toMatchObject({ ok: false, error: { code: 'not_audited' } });
    const auditor = new Auditor(archive, DAY);
    await run(auditor);
    const book = await exporter.build('findings', null, null);
    expect(book).toMatchObject({ ok: true, value: { rows: (await auditor.findings()).length } });
    expect(await exporter.build('member', null, null)).toMatchObject({ ok: true, value: { rows: 1 } });
    expect(await exporter.build('household', [], null)).toMatchObject({ ok: true, value: { rows: 0 } });
  });
});
