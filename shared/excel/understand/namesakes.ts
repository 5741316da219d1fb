/** Two households whose heads bear one name, told apart by what the sheets say of them besides. */
import type { UnderstoodSheet } from '../../import/types';
import type { ColumnReader } from './readCells';

/** What a row says of its household besides number and head. */
export interface About {
  /** Where it lives: village, group; only what the row states. */
  readonly where: Readonly<Record<string, string>>;
  /** Its own facts: members, telephone, address. Compared only between tables with the same columns. */
  readonly facts: Readonly<Record<string, string>>;
  /** The columns of the table: tables of one layout hold one household each for a name, not two parts of one. */
  readonly layout: string;
}

const WHERE = ['village', 'natural_village', 'group'];
const FACTS = ['phone', 'member_count', 'address', 'household_type', 'bank_account'];

/** How the rows of a table are asked; `read` gives the text of a column in one row. */
export function aboutOf(
  { columns }: Pick<UnderstoodSheet, 'columns'>,
  readers: readonly ColumnReader[],
): (read: (reader: ColumnReader) => string | undefined) => About {
  const layout = columns.map(({ field }) => (field === null ? '' : `${field.entity}.${field.key}`)).join();
  const of = (keys: readonly string[]): ColumnReader[] =>
    readers.filter(({ field }) => field.entity === 'household' && keys.includes(field.key));
  const [where, facts] = [of(WHERE), of(FACTS)];
  return (read) => ({ where: texts(where, read), facts: texts(facts, read), layout });
}

function texts(
  readers: readonly ColumnReader[],
  read: (reader: ColumnReader) => string | undefined,
): Record<string, string> {
  const found: Record<string, string> = {};
  for (const reader of readers) {
    const text = read(reader);
    if (text !== undefined) found[reader.field.key] = text;
  }
  return found;
}

interface Named {
  readonly headName?: string;
  readonly about: () => About;
}

interface Known {
  readonly where: Record<string, string>;
  /** By layout: a layout is a long text, looked up and never made part of another. */
  readonly facts: Map<string, Record<string, string>>;
}

/** Names that cannot be one household's: the rows state different places, or two tables of one layout different facts. */
export function namesakes(rows: readonly Named[]): ReadonlySet<string> {
  const first = new Map<string, Known>();
  const shared = new Set<string>();
  for (const row of rows) {
    const { headName } = row;
    if (headName === undefined || shared.has(headName)) continue;
    const about = row.about();
    const known: Known = first.get(headName) ?? { where: {}, facts: new Map() };
    first.set(headName, known);
    for (const [key, text] of Object.entries(about.where)) {
      const before = (known.where[key] ??= text);
      if (!isSamePlace(before, text)) shared.add(headName);
    }
    const facts = known.facts.get(about.layout) ?? {};
    known.facts.set(about.layout, facts);
    for (const [key, text] of Object.entries(about.facts)) {
      const before = (facts[key] ??= text);
      if (before !== text) shared.add(headName);
    }
  }
  return shared;
}

/** Whether a row states another place than the rows before it. */
export function livesElsewhere(where: About['where'], about: About): boolean {
  return Object.entries(about.where).some(([key, text]) => !isSamePlace(where[key] ?? text, text));
}

const DIGITS = '零一二三四五六七八九十';

/** 李庄 is 李庄村, 第一组 is 1组. */
function isSamePlace(a: string, b: string): boolean {
  if (a === b) return true;
  const [left, right] = [bare(a), bare(b)];
  return left === right || (left.length > 1 && right.includes(left)) || (right.length > 1 && left.includes(right));
}

function bare(text: string): string {
  const plain = text
    .replace(/^第|\s+/g, '')
    .replace(/(村民委员会|村委会|行政村|村民小组|小组|村|社区|组|社|屯|队)$/, '');
  return plain.replace(/^[零一二三四五六七八九十]$/, (digit) => String(DIGITS.indexOf(digit)));
}
