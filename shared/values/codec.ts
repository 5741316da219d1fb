/**
 * One codec per value type: text ↔ stored value ↔ cell. A codec never throws and never invents: what it cannot read it
 * reports with a code, and the caller keeps the text in `unread`.
 */
import type { Field, ValueType } from '../catalogue/field';
import type { Value } from '../derive/record';
import type { BrokenCell, CellValue, DateCell } from '../excel/sheet';

/** The codecs take these from here, so that imports against the direction stay in this one file. */
export type { BrokenCell, CellValue, DateCell, Value };

export type Parsed =
  /** `value` undefined = blank (also 无 － / — where these mean "nothing"). `note` = code of a repair that is worth showing. */
  | { readonly ok: true; readonly value: Value | undefined; readonly note?: string }
  /** Not readable as this type; `code` names a sentence in shared/messages. */
  | { readonly ok: false; readonly code: string; readonly params: Readonly<Record<string, string | number>> };

export interface Codec {
  readonly type: ValueType;
  /** Reads typed or pasted text. */
  parse(text: string, field: Field): Parsed;
  /** Text shown in forms and lists; parse(format(x)) gives x. */
  format(value: Value, field: Field): string;
  /** Order for sorting: negative, 0 or positive. */
  compare(a: Value, b: Value): number;
  /** Equality for import ("same" or "conflict"): insensitive to what does not change the meaning. */
  same(a: Value, b: Value): boolean;
  /** The value as a cell of our registers (IDs as text, amounts as numbers). */
  toCell(value: Value, field: Field): CellValue;
  /** Reads a cell as it stands in a workbook: numbers, date serials, texts, booleans, errors. */
  fromCell(cell: CellValue, field: Field): Parsed;
}

/** A codec that is known to serve one type. */
export type CodecFor<T extends ValueType> = Codec & { readonly type: T };
