/** Lets conditions of the catalogue read a household, one of its members or any other row. */
import type { EntityName } from '../catalogue/field';
import { identifyYear } from '../derive/facts';
import type { Scope } from '../when/evaluate';
import { EMPTY_CELLS, type Cells } from './cells';
import type { MemberView } from './member';

/** The rows that conditions may name. */
export interface ScopeRows {
  readonly cells: Cells;
  readonly year: Cells;
  readonly episode: Cells | undefined;
  readonly relocation: Cells;
}

/**
 * `entity` and `own` are the row under judgement, `member` its person. Unreadable text counts as filled; `member.age`,
 * `member.school_age` and `identify_year` are answered although they are not stored.
 */
export function scopeOf(rows: ScopeRows, entity: EntityName, own: Cells, member?: MemberView): Scope {
  return {
    get(field) {
      const dot = field.indexOf('.');
      const named = dot < 0 ? entity : field.slice(0, dot);
      const key = dot < 0 ? field : field.slice(dot + 1);
      const cells = named === entity ? own : cellsOf(rows, named, member);
      if (named === 'member' && member) {
        if (key === 'age') return member.age;
        if (key === 'school_age') return member.schoolAge;
      }
      const value = cells.row[key] ?? (cells.raw(key) || undefined);
      if (value === undefined && named === 'household' && key === 'identify_year') return identifyYear(cells.row);
      return value;
    },
  };
}

function cellsOf(rows: ScopeRows, entity: string, member: MemberView | undefined): Cells {
  if (entity === 'household') return rows.cells;
  if (entity === 'year') return rows.year;
  if (entity === 'monitoring') return rows.episode ?? EMPTY_CELLS;
  if (entity === 'relocation') return rows.relocation;
  return entity === 'member' && member ? member.cells : EMPTY_CELLS;
}
