/** Recognising a layout again: the next file of the same form has the same fingerprint, whatever it is filled with. */
import { fieldOf } from '../../catalogue/index';
import type { Arrangement, MappedColumn, RememberedLayout } from '../../import/types';
import { looseKey, normaliseHeader } from '../../text';
import { contradicts, sampleColumn } from './evidence';
import { labelOf } from './label';
import { isSame } from './knowledge';
import { mapped } from './mapColumns';
import type { Table } from './table';

const YEAR = /(?:19|20)\d{2}/g;

/**
 * Keys of columns in a `RememberedLayout`: the header path joined by '/', normalised, years made alike (next year's form says
 * 2026年), '#2', '#3' behind headers that come again; '' for columns without a header.
 */
export function headerKeys(columns: readonly Pick<MappedColumn, 'header'>[]): string[] {
  const seen = new Map<string, number>();
  return columns.map(({ header }) => {
    const path = header.split('/').map((part) => (normaliseHeader(part) || looseKey(part)).replace(YEAR, '某'));
    const key = path.filter((part) => part !== '').join('/');
    if (key === '') return '';
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    return times === 1 ? key : `${key}#${times}`;
  });
}

/** Of arrangement and header paths, in any order of the columns; the data, titles and years play no part. */
export function fingerprintOf(arrangement: Arrangement, columns: readonly Pick<MappedColumn, 'header'>[]): string {
  const keys = headerKeys(columns).filter((key) => key !== '');
  return `${arrangement}-${keys.length}-${hash(keys.toSorted().join('\n'))}`;
}

/**
 * The columns as they were confirmed for this layout, each with confidence 1; headers not remembered keep what was found. What
 * the values of `table` contradict (phones under what was an ID number) is not taken over: the column abstains, marked.
 */
export function applyRemembered(
  columns: readonly MappedColumn[],
  remembered: RememberedLayout | undefined,
  sheetUnit: string | undefined,
  table?: Pick<Table, 'grid' | 'rows'>,
): readonly MappedColumn[] {
  if (remembered === undefined) return columns;
  const keys = headerKeys(columns);
  const confirmed = keys.map((key) => {
    const path = Object.hasOwn(remembered.columns, key) && key !== '' ? remembered.columns[key] : undefined;
    // A field that a newer catalogue no longer knows is as if never confirmed.
    return path === undefined || path === null ? path : fieldOf(path);
  });
  return columns.map((column, at) => {
    const field = confirmed[at];
    if (field === undefined) {
      const taken = confirmed.some((other) => other && column.field !== null && isSame(other, column.field));
      return taken ? { ...column, field: null, confidence: 0 } : column;
    }
    if (
      field !== null &&
      table !== undefined &&
      contradicts(sampleColumn(table.grid, table.rows, column.column), field)
    ) {
      const was = `${field.entity}.${field.key}`;
      return { ...column, field: null, confidence: 0.5, remembered: 'contradicted' as const, was };
    }
    const label = labelOf(column.header.split('/'), sheetUnit);
    return { ...mapped({ index: column.column, label }, field, 1), header: column.header, remembered: 'used' as const };
  });
}

/** 64 bits of FNV-1a over the UTF-16 units, in hexadecimal. */
function hash(text: string): string {
  let value = 0xcbf29ce484222325n;
  for (let at = 0; at < text.length; at++) {
    value = BigInt.asUintN(64, (value ^ BigInt(text.charCodeAt(at))) * 0x100000001b3n);
  }
  return value.toString(16).padStart(16, '0');
}
