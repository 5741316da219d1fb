/** Every field of the catalogue reaches every surface, or says why not. */
import { describe, expect, it } from 'vitest';
import type { Surface } from '../catalogue/field';
import { ALL_FIELDS, entityOf, fieldOf, placeOf } from '../catalogue/index';
import { SECTIONS } from '../catalogue/sections';
import { codecFor } from '../values/index';
import { listColumns, registerColumns } from './columns';
import { slotsOf, toDump } from './dump';
import { candidateIn, candidates } from './headerIndex';
import { getAt, setAt } from './path';
import { emptyRecord } from './record';
import { rowSchema } from './zod';

const registers = new Set(
  [...registerColumns('household', true), ...registerColumns('member', true), ...registerColumns('income', true)].map(
    (column) => column.key,
  ),
);

function reaches(path: string, surface: Surface): boolean {
  const field = fieldOf(path);
  if (!field) return false;
  switch (surface) {
    case 'form':
    case 'print':
      // Both are laid out by section from the catalogue; a field without a known section would stand nowhere.
      return field.section in SECTIONS;
    case 'register':
      // The other entities are lists of their own (走访记录, 程序公示 …).
      return ['household', 'member', 'year', 'relocation', 'helper', 'monitoring'].includes(field.entity)
        ? registers.has(path)
        : listColumns(field.entity, true).some((column) => column.key === path);
    case 'import':
      return (
        candidates(field.label).includes(field) &&
        [field.label, ...(field.aliases ?? [])].every((text) => candidateIn(field.entity, text) === field)
      );
    case 'audit':
      return field.derived !== true && codecFor(field).type === field.type && rowSchema(field.entity) !== undefined;
  }
}

const SURFACES: readonly Surface[] = ['form', 'register', 'import', 'print', 'audit'];

describe('surfaces', () => {
  it.each(SURFACES)('%s is reached by every field that does not say why not', (surface) => {
    const missing = ALL_FIELDS.filter((field) => field.notOn?.[surface] === undefined)
      .map((field) => `${field.entity}.${field.key}`)
      .filter((path) => !reaches(path, surface));
    expect(missing).toEqual([]);
  });

  it('are not reached by fields that say so', () => {
    const there = ALL_FIELDS.filter((field) => field.notOn?.register !== undefined)
      .map((field) => `${field.entity}.${field.key}`)
      .filter((path) => reaches(path, 'register'));
    expect(there).toEqual([]);
  });

  it('name a reason', () => {
    for (const field of ALL_FIELDS) {
      for (const reason of Object.values(field.notOn ?? {})) expect(reason.length).toBeGreaterThan(5);
    }
  });
});

describe('headers of our registers', () => {
  it('read back as the field they were written for', () => {
    for (const name of ['household', 'member', 'income'] as const) {
      const columns = registerColumns(name);
      const wrong = columns.filter(({ header, field }) => candidateIn(field.entity, header) !== field);
      expect(wrong.map((column) => column.header)).toEqual([]);
      // No other field of the sheet's entities may be named as well by its label.
      const entities = new Set(columns.map((column) => column.field.entity));
      const doubtful = columns.filter(
        ({ header, field }) => candidates(header).find((one) => entities.has(one.entity)) !== field,
      );
      expect(doubtful.map((column) => column.header)).toEqual([]);
    }
  });
});

describe('storage', () => {
  it('has a path and a place in the dump for every stored field', () => {
    for (const field of ALL_FIELDS) {
      if (field.derived) continue;
      const place = placeOf(field.entity);
      const path = place === 'fields' || place === 'relocation' ? `${place}.${field.key}` : `${place}[0].${field.key}`;
      const record = setAt(emptyRecord('x'), path, 'value');
      expect(getAt(record, path)).toBe('value');
      expect(JSON.stringify(toDump(record))).toContain('"value"');
      expect(slotsOf(entityOf(field.entity)).some((slot) => slot.key === field.key)).toBe(true);
    }
  });
});
