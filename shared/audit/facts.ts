/**
 * Facts of the whole archive, gathered in a first pass: which fields stand anywhere. A sheet without a column must not make
 * a finding per household, so rules that read a field absent from the whole archive are silent.
 */
import { ENTITIES } from '../catalogue/index';
import type { EntityName } from '../catalogue/field';
import type { HouseholdRecord, Row } from '../derive/record';

/** Fields of the risks of a monitoring episode. */
export const RISK_KEYS = ['risk1', 'risk2', 'risk3', 'risk4', 'risk5'] as const;

export interface ArchiveFacts {
  /** `entity.key` of every field that is filled (or unreadably filled) somewhere. */
  readonly present: ReadonlySet<string>;
  /** Whether disability certificates are entered at all, in their own field or as 20- or 22-character ID numbers. */
  readonly certificates: boolean;
  /** How many monitoring episodes name a risk, by label. */
  readonly risks: Readonly<Record<string, number>>;
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
  private readonly risks: Record<string, number> = {};
  private certificates = false;
  private households = 0;

  add(record: HouseholdRecord): void {
    this.households += 1;
    for (const { place, name } of ENTITIES) {
      const rows = record[place];
      if (Array.isArray(rows)) rows.forEach((row) => this.addRow(name, row));
      else this.addRow(name, rows);
    }
    this.certificates ||= record.members.some(hasCertificate);
    for (const episode of record.monitoring) this.addRisks(episode);
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
    return { present, certificates: this.certificates, risks: this.risks, households: this.households };
  }

  private addRisks(episode: Row): void {
    for (const key of RISK_KEYS) {
      const label = episode[key];
      if (label !== undefined) this.risks[label] = (this.risks[label] ?? 0) + 1;
    }
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

function hasCertificate(member: Row): boolean {
  const id = String(member['id_no'] ?? '');
  return member['disability_cert_no'] !== undefined || id.length === 20 || id.length === 22;
}
