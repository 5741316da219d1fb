/** The measure measures: what is tampered with after understanding is found, each under its own heading. */
import { describe, expect, it } from 'vitest';
import { layoutOf } from '#shared/sample/layouts/generate';
import { compare } from './compare';
import { emptyScore, type Score } from './score';
import { understand, type Understanding } from './understanding';

const layout = layoutOf(1, 1, 'household');
const seen = understand(layout.files);
const judged = (changes: Partial<Understanding>): Score => compare(layout.truth, { ...seen, ...changes });
const before = compare(layout.truth, seen);
const [firstSheet] = layout.truth.sheets;
const told = firstSheet!.cells.find(([, , , , key]) => key === 'head_name')!;
const place = `${firstSheet!.file}|${firstSheet!.sheet}|${told[0]}`;

describe('comparing an understanding with the truth', () => {
  it('starts from a household of the truth', () => {
    expect(before.values).toBeGreaterThan(50);
    expect(before.equal).toBeGreaterThan(0);
    expect(emptyScore().values).toBe(0);
  });

  it('finds a column mapped to another field', () => {
    const cells = new Map(seen.cells);
    cells.set(place, { table: 0, key: 'helper_name' });
    expect(judged({ cells }).wrong.length).toBe(before.wrong.length + 1);
  });

  it('finds a region with another role', () => {
    const roles = new Map(seen.roles);
    roles.set(place, 'note');
    expect(judged({ roles }).regionsRight).toBe(before.regionsRight - 1);
  });

  it('finds a household that is missing, and one too many', () => {
    const missing = judged({ records: seen.records.slice(1) });
    expect(missing.householdFaults.length).toBe(before.householdFaults.length + 1);
    expect(missing.lost.length).toBeGreaterThan(before.lost.length);
    const [first] = seen.records;
    expect(judged({ records: [...seen.records, first!] }).householdFaults.length).toBe(
      before.householdFaults.length + 1,
    );
  });

  it('finds a value that is lost and a value that is another', () => {
    const changed = (value: string | undefined): Score =>
      judged({
        records: seen.records.map((record, at) =>
          at === 0 ? { ...record, fields: { ...record.fields, head_name: value } } : record,
        ),
      });
    expect(changed(undefined).lost.length).toBe(before.lost.length + 1);
    expect(changed('别人').wrongValues.length).toBeGreaterThan(before.wrongValues.length);
  });
});
