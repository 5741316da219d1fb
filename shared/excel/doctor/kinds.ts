/**
 * The kinds of damage, most specific first: of two findings at one cell the earlier kind stands. Notes (`NOTE_KINDS`) give
 * way to everything.
 */
export const DAMAGE_KINDS = [
  // Rows and columns that are not what they seem.
  'repeated_header',
  'subtotal_row',
  'title_row',
  'shifted_cells',
  'swapped_columns',
  'swapped_cells',
  'misaligned_columns',
  'duplicate_row',
  'duplicate_column',
  'hidden_rows',
  'merged_leftover',
  // Cells without a value.
  'error_value',
  'formula_uncached',
  'formula_text',
  'mojibake',
  // Numbers that are names.
  'rounded',
  'scientific',
  'float_suffix',
  'masked',
  'drag_fill',
  'two_ids',
  'name_and_id',
  'certificate_as_id',
  'phone_in_id',
  'id_in_phone',
  'letter_for_digit',
  'x_variant',
  'id_15',
  'shared_id',
  'two_phones',
  'lost_zero',
  // Names and texts.
  'two_persons',
  'remark_in_name',
  'name_spaces',
  'traditional',
  'truncated',
  'boolean_in_text',
  'autocorrected_date',
  // Dates.
  'two_dates',
  'day_month_swapped',
  'impossible_date',
  'date_without_year',
  'two_digit_year',
  'date_order',
  'date_serial',
  'month_lost_zero',
  'sex_against_id',
  'birth_against_id',
  'age_against_birth',
  // Numbers.
  'chinese_number',
  'approximate',
  'number_range',
  'wrong_unit',
  'unit_doubtful',
  'unit_wan',
  'column_in_wan',
  'bare_codes',
  'percent',
  'currency',
  'separators',
  'negative',
  'blank_marker',
  // Read without loss; said once per column.
  'full_width',
  'inner_spaces',
  'invisible_characters',
  'apostrophe',
  'number_with_unit',
  'thousands',
  'boolean_for_yes',
  'date_style',
] as const;

export type DamageKind = (typeof DAMAGE_KINDS)[number];

/** Kinds that reading normalises without loss. */
export const NOTE_KINDS: ReadonlySet<DamageKind> = new Set<DamageKind>([
  'full_width',
  'inner_spaces',
  'invisible_characters',
  'apostrophe',
  'number_with_unit',
  'thousands',
  'boolean_for_yes',
  'date_style',
]);

/** Rank of a kind: smaller is more specific. */
export const RANK: ReadonlyMap<DamageKind, number> = new Map(DAMAGE_KINDS.map((kind, index) => [kind, index]));
