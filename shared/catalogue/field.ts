/**
 * What can be said of a field. Every fact about a field is declared once, in the entity files beside this one; types, zod,
 * header index, form, grid columns, registers, print blocks and the required-audit are derived from it.
 */
import type { Condition } from '../when/condition';

/** How a value is parsed, stored, compared and shown; one codec each in shared/values. */
export type ValueType =
  | 'text'
  | 'longText'
  | 'integer'
  | 'decimal'
  | 'money'
  | 'area'
  | 'year'
  | 'date'
  | 'code'
  | 'multiCode'
  | 'yesNo'
  | 'idNumber'
  | 'phone'
  | 'bankAccount';

/** Types stored as JavaScript numbers; all others are stored as strings (codes as labels, dates as yyyy[mm[dd]]). */
export type NumericType = 'integer' | 'decimal' | 'money' | 'area' | 'year';

/** The surfaces that every field reaches unless `notOn` says why not. */
export type Surface = 'form' | 'register' | 'import' | 'print' | 'audit';

export interface FieldSpec {
  /** Official term, as printed on the current national form. */
  readonly label: string;
  /** Header texts seen in the wild, legacy column ids included; unique within the entity after `normaliseHeader`. */
  readonly aliases?: readonly string[];
  /**
   * Header texts that belong to another field of the entity, or to another entity, but whose values may turn out to be this
   * field's (农户属性 holds household types in some sheets). Offered by `alternatives` only, never by `candidates`.
   */
  readonly sharedAliases?: readonly string[];
  readonly type: ValueType;
  /** Unit of the stored number: 元, 亩, ㎡, 公里, 月, 人, 年, 只, 头, 公里… */
  readonly unit?: string;
  /** Name of a code list in shared/catalogue/codes; present exactly for `code` and `multiCode` with a list. */
  readonly codes?: string;
  /** Key of a section in shared/catalogue/sections. */
  readonly section: string;
  /** Shown and judged only when this holds; a value outside it is kept. */
  readonly relevant?: Condition;
  /** Blank is a finding when this holds (`always` = every row of the entity). */
  readonly required?: Condition | 'always';
  /** Number of the rule in rules.md that the required-check restates; the derived finding carries it. */
  readonly requiredRule?: number;
  /** Severity of a blank required field; E unless said. */
  readonly requiredSeverity?: 'E' | 'W' | 'I';
  /** Computed from other fields; shown, never typed. */
  readonly derived?: true;
  /** Form, standard or public schema that the field comes from (sources of domain/fields.md). */
  readonly source: string;
  /** Personal data that a public list must not show. */
  readonly sensitive?: true;
  /** Inside this key the dump nests the field under its second name, e.g. ['at_start', 'inc_wage']. */
  readonly nest?: readonly [string, string];
  /** Surfaces that the field does not reach, each with the reason. */
  readonly notOn?: Partial<Record<Surface, string>>;
}

/** A declared field together with its key and entity. */
export interface Field extends FieldSpec {
  readonly key: string;
  readonly entity: EntityName;
}

export type EntityName =
  | 'household'
  | 'member'
  | 'year'
  | 'helper'
  | 'measure'
  | 'fund'
  | 'visit'
  | 'monitoring'
  | 'procedure'
  | 'relocation'
  | 'change'
  | 'material';

export interface EntitySpec<F extends Readonly<Record<string, FieldSpec>>> {
  readonly name: EntityName;
  /** Chinese name: 户, 家庭成员, 年度情况… */
  readonly label: string;
  /** Where its rows stand in a household record. */
  readonly place: RecordPlace;
  readonly fields: F;
}

/** Lists of rows, but for `fields` and `relocation`, which are single rows. */
export type RecordPlace =
  | 'fields'
  | 'members'
  | 'years'
  | 'helpers'
  | 'measures'
  | 'funds'
  | 'visits'
  | 'monitoring'
  | 'procedures'
  | 'relocation'
  | 'changes'
  | 'materials';

export interface Entity<
  F extends Readonly<Record<string, FieldSpec>> = Readonly<Record<string, FieldSpec>>,
> extends EntitySpec<F> {
  /** The fields in the order of declaration, which is the order of forms and registers. */
  readonly list: readonly Field[];
}

/** Declares an entity; keeps literal types so that row types can be derived. */
export function defineEntity<const F extends Readonly<Record<string, FieldSpec>>>(spec: EntitySpec<F>): Entity<F> {
  const list = Object.entries(spec.fields).map(([key, field]): Field => ({ ...field, key, entity: spec.name }));
  return { ...spec, list };
}

/** Keeps the literal types of a part of an entity's fields that is declared in a file of its own and spread into it. */
export function defineFields<const F extends Readonly<Record<string, FieldSpec>>>(fields: F): F {
  return fields;
}

/** The stored row of an entity: every field optional, numbers for numeric types, strings for all others. */
export type RowOf<E extends Entity> =
  E extends Entity<infer F> ? { -readonly [K in keyof F]?: F[K]['type'] extends NumericType ? number : string } : never;
