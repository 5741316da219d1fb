/**
 * Facts of the whole archive, gathered in a first pass: which fields stand anywhere. A sheet without a column must not make
 * a finding per household, so rules that read a field absent from the whole archive are silent.
 */
import { ENTITIES } from '../catalogue/index';
import type { EntityName } from '../catalogue/field';
import type { HouseholdRecord, Row } from '../derive/record';

export interface ArchiveFacts {
  /** `entity.key` of every field that is filled (or unreadably filled) somewhere. */
  readonly present: ReadonlySet<string>;
  readonly households: number;
}

const ENTITY_NAMES: ReadonlyMap<string, EntityName> = new Map(ENTITIES.map((entity) => [entity.place, entity.name]));

/** Entity that a path's place belongs to: `members[2]` → member, `fields` → household. */
export function entityOfPlace(place: string): EntityName | undefined {
  return ENTITY_NAMES.get(place.replace(/\[.*$/, ''));
}

/** Gathers facts record by record. */
export class FactsCollector {
  private readonly seen = new Map<EntityName, Set<string>>();
  private households = 0;

  add(record: HouseholdRecord): void {
    this.households += 1;
    for (const { place, name } of ENTITIES) {
      const rows = record[place];
      if (Array.isArray(rows)) rows.forEach((row) => this.addRow(name, row));
      else this.addRow(name, rows);
    }
    for (const { path } of record.unread) {
      const dot = path.indexOf('.');
      const entity = entityOfPlace(path.slice(0, dot));
      if (entity) this.keysOf(entity).add(path.slice(dot + 1));
    }
  }

  facts(): ArchiveFacts {
    const present = new Set<string>();
    for (const [entity, keys] of this.seen) {
      for (const key of keys) present.add(`${entity}.${key}`);
    }
    return { present, households: this.households };
  }

  private addRow(entity: EntityName, row: Row): void {
    const keys = this.keysOf(entity);
    for (const key in row) {
      if (row[key] !== undefined) keys.add(key);
    }
  }

  private keysOf(entity: EntityName): Set<string> {
    let keys = this.seen.get(entity);
    if (keys === undefined) {
      keys = new Set();
      this.seen.set(entity, keys);
    }
    return keys;
  }
}
