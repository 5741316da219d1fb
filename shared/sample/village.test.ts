import { describe, expect, it } from 'vitest';
import { codecFor } from '../values/index';
import { PARTS_OF, fieldOfKey } from './columns';
import { RECIPES } from './defects/inject';
import { generateVillage, sampleRecords } from './village';

const OPTIONS = { households: 300, seed: 11, asOf: '20260630', defects: 0 } as const;

describe('generateVillage', () => {
  it('gives the same village for the same seed, another for another', () => {
    const [a, b] = [generateVillage({ ...OPTIONS, style: 'flat' }), generateVillage({ ...OPTIONS, style: 'flat' })];
    expect(a.truth).toEqual(b.truth);
    expect(a.files[0]!.bytes).toEqual(b.files[0]!.bytes);
    expect(generateVillage({ ...OPTIONS, style: 'flat', seed: 12 }).truth.households[0]).not.toEqual(
      a.truth.households[0],
    );
  });

  it('uses only values that the catalogue can hold', () => {
    const { truth } = generateVillage({ ...OPTIONS, style: 'flat' });
    const refused = new Set<string>();
    const judge = (part: 'household' | 'person' | 'income', row: Record<string, unknown>): void => {
      for (const [key, value] of Object.entries(row)) {
        const field = fieldOfKey(part, key);
        const parsed = codecFor(field).parse(String(value), field);
        if (!parsed.ok || parsed.value !== value) refused.add(`${key}: ${String(value)} → ${JSON.stringify(parsed)}`);
      }
    };
    for (const household of truth.households) {
      judge('household', household.fields);
      for (const member of household.members) judge('person', member);
      for (const year of household.years) judge('income', year);
    }
    expect([...refused]).toEqual([]);
  });

  it('names every column of every style by a key of the catalogue', () => {
    for (const keys of Object.values(PARTS_OF)) expect(new Set(keys).size).toBe(keys.length);
    for (const style of ['flat', 'register', 'paper'] as const) {
      const { truth } = generateVillage({ ...OPTIONS, households: 5, style });
      for (const sheet of truth.sheets) expect(Object.keys(sheet.columns).length).toBeGreaterThan(10);
    }
  });

  it('gives nobody the same number, and no household number twice', () => {
    const { truth } = generateVillage({ ...OPTIONS, style: 'register' });
    const ids = truth.households.flatMap((household) => household.members.map((member) => member['id_no']));
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(truth.households.map((household) => household.household_no)).size).toBe(OPTIONS.households);
  });

  it('injects defects into households of their own, with every recipe in use', () => {
    const { truth } = generateVillage({ ...OPTIONS, households: 500, style: 'flat', defects: 300 });
    expect(truth.defects).toHaveLength(300);
    const hit = truth.defects.flatMap((defect) => defect.households);
    expect(new Set(hit).size).toBe(hit.length);
    const used = new Set(truth.defects.map((defect) => defect.rule));
    expect(RECIPES.map((recipe) => recipe.rule).filter((rule) => !used.has(rule))).toEqual([]);
    for (const defect of truth.defects) expect(defect.changes.length).toBeGreaterThan(0);
  });

  it('makes records for the demonstration village', () => {
    let serial = 0;
    const records = sampleRecords({ households: 20, seed: 3, asOf: '20260630', defects: 5 }, () => `id${serial++}`);
    expect(records).toHaveLength(20);
    const record = records[0]!;
    expect(record.years.at(-1)).toMatchObject({ year: 2025, water_safe: '是' });
    expect(record.fields['water_safe']).toBeUndefined();
  });
});
