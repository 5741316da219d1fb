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

/** Whether the header names a household or a person: 户编号, 户主姓名, 姓名, 证件号码. */
export function isKeyHeader(text: string): boolean {
  const { leaf } = labelOf([text.split('/').at(-1) ?? '']);
  return candidates(leaf).some(({ entity, key }) => KEYS.has(`${entity}.${key}`));
}
