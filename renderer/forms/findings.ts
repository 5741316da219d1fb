/** Findings by the field they speak of, so that form, sheet and panel show the same thing. */
import type { Finding, Severity } from '#shared/audit/finding';
import { ENTITIES, fieldOf, placeOf } from '#shared/catalogue/index';
import type { SectionKey } from '#shared/catalogue/sections';
import { formSection } from './layout';

/** A finding with its sentence. */
export interface SaidFinding extends Finding {
  readonly text: string;
}

/** Path of the field to correct, e.g. `members[1].id_no`; null when the finding names none. */
export function findingPath(finding: Finding): string | null {
  const { field, member, row } = finding;
  if (field === null) return member === null ? null : `members[${member}].name`;
  if (row !== undefined) return `${row}.${field}`;
  if (member !== null) return `members[${member}].${field}`;
  const entity = ENTITIES.find((candidate) => candidate.list.some(({ key }) => key === field));
  if (!entity) return null;
  const place = placeOf(entity.name);
  return place === 'fields' || place === 'relocation' ? `${place}.${field}` : `${place}[0].${field}`;
}

/** Section of the household page in which a path stands. */
export function sectionOfPath(path: string): SectionKey | null {
  const [place = '', key = ''] = path.replace(/\[\d+\]/, '').split('.');
  const entity = ENTITIES.find((candidate) => candidate.place === place);
  if (!entity) return null;
  const field = fieldOf(`${entity.name}.${key}`);
  return field ? formSection(field) : null;
}

export type FindingsByPath = ReadonlyMap<string, { readonly severity: Severity; readonly text: string }>;

const RANK: Readonly<Record<Severity, number>> = { E: 0, W: 1, I: 2 };

/** One mark per field: the worst finding's colour, all sentences. */
export function byPath(findings: readonly SaidFinding[]): FindingsByPath {
  const map = new Map<string, { severity: Severity; text: string }>();
  for (const finding of findings) {
    const path = findingPath(finding);
    if (path === null) continue;
    const known = map.get(path);
    if (!known) map.set(path, { severity: finding.severity, text: finding.text });
    else
      map.set(path, {
        severity: RANK[finding.severity] < RANK[known.severity] ? finding.severity : known.severity,
        text: `${known.text}；${finding.text}`,
      });
  }
  return map;
}
