/** Headers of columns that say whose a row is. */
import { candidates } from '../../derive/headerIndex';
import { labelOf } from './label';

const KEYS: ReadonlySet<string> = new Set([
  'household.household_no',
  'household.head_name',
  'household.head_id_no',
  'member.name',
  'member.id_no',
]);

const OF_HOUSEHOLD: ReadonlySet<string> = new Set([...KEYS].filter((key) => key.startsWith('household.')));

const REMEMBERED = 5000;
/** Longer texts are sentences. */
const LONGEST = 200;
const NONE: ReadonlySet<string> = new Set();
const answers = new Map<string, ReadonlySet<string>>();

/** Whether the text names a household or a person: 户编号, 户主姓名, 姓名〔必填〕, 证件号码（18位）. */
export function isKeyHeader(text: string): boolean {
  return keysOf(text).size > 0;
}

/** Whether the text names a household: 户编号, 户主姓名. */
export function isHouseholdKey(text: string): boolean {
  return [...keysOf(text)].some((key) => OF_HOUSEHOLD.has(key));
}

/** entity.key of the key fields that a header may name. */
function keysOf(text: string): ReadonlySet<string> {
  if (text.length > LONGEST) return NONE;
  const known = answers.get(text);
  if (known !== undefined) return known;
  const bare = text.replace(/[(（〔【[][^()（）]*[)）〕】\]][:：*]*$/, '');
  const { lookups } = labelOf([bare === '' ? text : bare]);
  const found = new Set(
    lookups
      .filter(({ turned }) => turned !== true)
      .flatMap((lookup) => candidates(lookup.text).map(({ entity, key }) => `${entity}.${key}`))
      .filter((key) => KEYS.has(key)),
  );
  if (answers.size < REMEMBERED) answers.set(text, found);
  return found;
}
