/** What earlier imports taught, and what this one adds to it once it is written. */
import { codeList } from '#shared/catalogue/codes/index';
import type { Field } from '#shared/catalogue/field';
import { answerKey, type Answers } from '#shared/excel/understand/answers';
import { headerKeys } from '#shared/excel/understand/fingerprint';
import { unknownValues } from '#shared/excel/understand/unknownValues';
import { carriedHints, type Confirmed, type LayoutMemory } from '#shared/import/memory';
import type { UnderstoodSheet } from '#shared/import/types';
import type { UnknownValue } from '../importReading';
import { rememberImport } from '../../store/commands/rememberImport';
import type { Archive } from '../../store/db';
import { headerRowsOf } from './headerRows';
import type { ImportSheets } from './sheets';
import { getImportMemory } from '../../store/queries/importMemory';

interface Answer {
  readonly field: string;
  readonly text: string;
  /** null = the text stays as it stands. */
  readonly label: string | null;
}

export class Memory {
  layouts: ReadonlyMap<string, Confirmed> = new Map();
  private kept: ReadonlyMap<string, string | null> = new Map();
  /** Of this import, by `answerKey`. */
  private readonly given = new Map<string, Answer>();

  constructor(private readonly archive: Archive) {}

  async load(): Promise<void> {
    const { layouts, answers } = await getImportMemory(this.archive);
    this.layouts = layouts;
    this.kept = answers;
  }

  /** What reading applies. */
  get answers(): Answers {
    const all = new Map<string, string>();
    for (const [key, label] of this.kept) if (label !== null) all.set(key, label);
    for (const [key, { label }] of this.given) {
      if (label === null) all.delete(key);
      else all.set(key, label);
    }
    return all;
  }

  /** entity.key → text → label, or null for "as it stands". */
  get choices(): Readonly<Record<string, Readonly<Record<string, string | null>>>> {
    const byField: Record<string, Record<string, string | null>> = {};
    for (const { field, text, label } of this.given.values()) (byField[field] ??= {})[text] = label;
    return byField;
  }

  takeAnswers(choices: Readonly<Record<string, Readonly<Record<string, string | null>>>>): void {
    this.given.clear();
    for (const [field, texts] of Object.entries(choices)) {
      const [entity = '', key = ''] = field.split('.');
      for (const [text, label] of Object.entries(texts)) {
        this.given.set(answerKey({ entity, key } as Pick<Field, 'entity' | 'key'>, text), { field, text, label });
      }
    }
  }

  /** undefined takes the answer back. */
  answer(field: Field, text: string, label: string | null | undefined): void {
    const key = answerKey(field, text);
    if (label === undefined) this.given.delete(key);
    else this.given.set(key, { field: `${field.entity}.${field.key}`, text, label });
  }

  /** Texts outside the code lists: those answered in this import keep their place in the list. */
  unknown(tables: readonly UnderstoodSheet[]): UnknownValue[] {
    const before = new Map([...this.kept].flatMap(([key, label]) => (label === null ? [] : [[key, label] as const])));
    return unknownValues(tables, before).flatMap(({ field, text, count, cells: [first], suggestion }) => {
      const key = answerKey(field, text);
      // Once said to be left as it stands, it is not asked again.
      if (this.kept.get(key) === null && !this.given.has(key)) return [];
      return [
        {
          field: `${field.entity}.${field.key}`,
          label: field.label,
          text,
          count,
          file: first?.file ?? '',
          sheet: first?.sheet ?? '',
          cell: first?.cell ?? '',
          choices:
            field.type === 'yesNo'
              ? ['是', '否']
              : (codeList(field.codes ?? '')?.items ?? []).map((item) => item.label),
          suggestion: suggestion ?? null,
          chosen: this.given.get(key)?.label,
        },
      ];
    });
  }

  /** Called after the import was written; failing to remember is no failure of the import. */
  async learn(sheets: ImportSheets): Promise<void> {
    const layouts = new Map<string, LayoutMemory>();
    for (const table of sheets.tables) {
      if (table.fingerprint === undefined || layouts.has(table.fingerprint)) continue;
      layouts.set(table.fingerprint, { columns: confirmedColumns(table), used: true });
    }
    for (const sheet of sheets.sheets) {
      const look = sheets.lookOf(sheet);
      const given = sheets.hintsOf(sheet);
      const last =
        sheets
          .tablesOn(sheet)
          .flatMap(({ table }) => headerRowsOf(table))
          .at(-1) ?? 1;
      const hints = carriedHints(given, last - 1);
      // The next file looks as this one did before it was corrected.
      if (look !== undefined && hints.length > 0) {
        layouts.set(look, { ...(layouts.get(look) ?? { columns: {}, used: true }), hints });
      }
    }
    const answers = new Map([...this.given].map(([key, { label }]) => [key, label] as const));
    await rememberImport(this.archive, { layouts, answers });
  }
}

function confirmedColumns(table: UnderstoodSheet): LayoutMemory['columns'] {
  const keys = headerKeys(table.columns);
  const columns = table.columns.flatMap(({ field }, at) => {
    const key = keys[at] ?? '';
    return key === '' ? [] : [[key, field ? `${field.entity}.${field.key}` : null] as const];
  });
  return Object.fromEntries(columns);
}
