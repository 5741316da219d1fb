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

const answers = new Map<string, boolean>();
const REMEMBERED = 5000;

/** Whether the text names a household or a person: 户编号, 户主姓名, 姓名〔必填〕, 证件号码（18位）. */
export function isKeyHeader(text: string): boolean {
  const known = answers.get(text);
  if (known !== undefined) return known;
  const bare = text.replace(/[(（〔【[][^()（）]*[)）〕】\]][:：*]*$/, '');
  const { lookups } = labelOf([bare === '' ? text : bare]);
  const found = lookups.some(
    (lookup) =>
      lookup.turned !== true && candidates(lookup.text).some(({ entity, key }) => KEYS.has(`${entity}.${key}`)),
  );
  if (answers.size < REMEMBERED) answers.set(text, found);
  return found;
}
