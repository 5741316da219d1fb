/** The findings of the 损伤医生 as the page lists them, and which of their repairs are accepted. */
import { originOf } from '#shared/excel/cellOf';
import { cellText } from '#shared/excel/understand/grid';
import { examining } from '#shared/excel/doctor/examine';
import { repair } from '#shared/excel/doctor/repair';
import { columnOfField } from '#shared/excel/understand/rowKeys';
import type { Damage, DamageKind, DamageLevel, Person } from '#shared/excel/doctor/types';
import type { Problem, UnderstoodSheet } from '#shared/import/types';
import { damageMessages } from '#shared/messages/damage';
import { fill } from '#shared/messages/say';
import type { DamageKindSummary, DamageText } from '../importApi';
import type { PictureDamage } from '../importReading';
import { inSlices } from './files';
import type { ImportSheets } from './sheets';
import { nameOf } from './sheets';

const LEVELS: readonly DamageLevel[] = ['certain', 'likely', 'possible'];

export class Damages {
  private found: readonly Damage[] | null = null;
  private counts: Readonly<Partial<Record<DamageKind, number>>> = {};
  /** What the user ticked or unticked, by `aboutOf`; everything else is as proposed. */
  private readonly chosen = new Map<string, boolean>();

  constructor(private readonly sheets: ImportSheets) {}

  get choices(): Readonly<Record<string, boolean>> {
    return Object.fromEntries(this.chosen);
  }

  get examined(): boolean {
    return this.found !== null;
  }

  takeChoices(choices: Readonly<Record<string, boolean>>): void {
    this.chosen.clear();
    for (const [about, accepted] of Object.entries(choices)) this.chosen.set(about, accepted);
  }

  /** The tables changed: what was found is no longer true. */
  forget(): void {
    this.found = null;
    this.counts = {};
  }

  /** Throws Stopped, and then nothing was found. */
  async examine(roster: readonly Person[], today: string, stopped: () => boolean): Promise<void> {
    const { damages, counts } = await inSlices(examining(this.sheets.tables, { roster, today }), stopped);
    this.found = damages;
    this.counts = counts;
  }

  /** The tables with what was accepted repaired. */
  repaired(): readonly UnderstoodSheet[] {
    const accepted = (this.found ?? []).filter((damage) => this.isAccepted(damage));
    return accepted.length === 0 ? this.sheets.tables : repair(this.sheets.tables, accepted);
  }

  kinds(): DamageKindSummary[] {
    const kinds = new Map<string, Damage[]>();
    for (const damage of this.found ?? []) kinds.set(damage.kind, [...(kinds.get(damage.kind) ?? []), damage]);
    return [...kinds].map(([kind, list]) => ({
      kind,
      label: labelOf(list[0] as Damage),
      level: LEVELS.find((level) => list.some((damage) => damage.level === level)) ?? 'possible',
      note: list.every(({ note }) => note === true),
      count: this.counts[kind as DamageKind] ?? list.length,
      repairable: list.filter(canAccept).length,
      accepted: list.filter((damage) => this.isAccepted(damage)).length,
    }));
  }

  list(kind: string | null, from: number, count: number): DamageText[] {
    const all = (this.found ?? []).filter((damage) => kind === null || damage.kind === kind);
    return all.slice(from, from + count).map((damage) => this.described(damage));
  }

  accept(which: { readonly ids: readonly string[] } | { readonly kind: string }, accepted: boolean): void {
    const ids = 'ids' in which ? new Set(which.ids) : null;
    for (const damage of this.found ?? []) {
      const meant = ids === null ? 'kind' in which && damage.kind === which.kind : ids.has(damage.id);
      if (meant && canAccept(damage)) this.chosen.set(this.aboutOf(damage), accepted);
    }
  }

  /** Damaged cells of one sheet, for its picture. */
  marks(tables: ReadonlySet<number>): PictureDamage[] {
    return (this.found ?? []).flatMap((damage): PictureDamage[] => {
      if (!tables.has(damage.table) || damage.note === true) return [];
      const table = this.sheets.tables[damage.table];
      const place = table && originOf(table, damage.row, damage.column);
      return place ? [{ row: place[0], column: place[1], id: damage.id, level: damage.level }] : [];
    });
  }

  /** What was found and not repaired, for the result of the import and the list of problems. */
  problems(): Problem[] {
    return (this.found ?? []).flatMap((damage): Problem[] => {
      const table = this.sheets.tables[damage.table];
      if (!table || damage.note === true || damage.level === 'possible' || this.isAccepted(damage)) return [];
      const { kind, cell, params } = damage;
      const proposal = damage.effect === 'cell' ? proposalOf(damage) : null;
      const suggested = proposal === null ? params : { ...params, proposal };
      return [
        { file: table.file, sheet: nameOf(table), cell, code: `damage_${kind}`, params: suggested, level: 'note' },
      ];
    });
  }

  private isAccepted(damage: Damage): boolean {
    if (!canAccept(damage)) return false;
    return (this.chosen.size === 0 ? undefined : this.chosen.get(this.aboutOf(damage))) ?? damage.byDefault;
  }

  /**
   * Names a finding by the user's cell, what it holds and what is proposed for it. Ids name it by the number of its table:
   * once a file is left out or a column mapped again, the same id would accept what nobody has seen.
   */
  private aboutOf(damage: Damage): string {
    const { table: at, kind, cell, row, column, before, also = [] } = damage;
    const table = this.sheets.tables[at];
    const place = cell === '' ? `${row}:${column}` : cell;
    const changes = [proposalOf(damage), ...also.map(({ value }) => value)];
    return [table?.file, table && nameOf(table), kind, place, before, JSON.stringify(changes)].join('|');
  }

  private described(damage: Damage): DamageText {
    const table = this.sheets.tables[damage.table];
    const place = table ? originOf(table, damage.row, damage.column) : null;
    return {
      id: damage.id,
      kind: damage.kind,
      level: damage.level,
      file: table?.file ?? '',
      sheet: table ? nameOf(table) : '',
      on: table ? (this.sheets.sheetOf(table)?.index ?? -1) : -1,
      row: place?.[0] ?? 0,
      column: place?.[1] ?? 0,
      cell: damage.cell,
      who: table ? nameIn(table, damage.row) : '',
      text: textOf(damage),
      before: damage.before,
      proposal: proposalOf(damage),
      effect: damage.effect,
      repairable: canAccept(damage),
      accepted: this.isAccepted(damage),
    };
  }
}

/** The person of a row, else the head of its household. */
function nameIn(table: UnderstoodSheet, row: number): string {
  const column = columnOfField(table, 'member', 'name') ?? columnOfField(table, 'household', 'head_name');
  if (column === undefined || !table.dataRows.includes(row)) return '';
  return cellText(table.sheet.rows[row]?.[column] ?? null).slice(0, LONGEST_NAME);
}

/** Longer is no name. */
const LONGEST_NAME = 12;

function canAccept({ effect }: Damage): boolean {
  return effect !== 'none';
}

const templates: Readonly<Record<string, string>> = damageMessages;

function textOf(damage: Damage): string {
  const template = templates[damage.kind];
  return template === undefined ? labelOf(damage) : fill(template, { ...damage.params, cell: damage.cell });
}

/** Short name of a kind. */
function labelOf({ kind, params }: Damage): string {
  return templates[`kind_${kind}`] ?? String(params['label'] ?? kind);
}

/** What accepting does, in the words of the list; null = nothing. */
function proposalOf({ effect, proposal, also }: Damage): string | null {
  switch (effect) {
    case 'none':
      return null;
    case 'row_out':
      return '这一行不导入';
    case 'row_in':
      return '这一行作为数据导入';
    case 'columns_swap':
      return '两列对调';
    case 'columns_shift':
      return `整行移回原位${also === undefined ? '' : `（${also.length + 1} 格）`}`;
    case 'cell':
      return proposal === undefined || proposal === null ? '留空' : cellText(proposal);
  }
}
