/** Whether a cell's text reads like the header of a column, bent as staff bend it: numbered, starred, with hints behind. */
import { alternatives, candidates } from '../../derive/headerIndex';
import { isKnownHeader } from './knowledge';
import { labelOf } from './label';
import { neverMapped } from './neverMap';

/** True when some field answers to the text, or when it is a header known to belong to none. */
export function isHeaderWord(text: string): boolean {
  if (text.length > 40) return false;
  if (isKnownHeader(text)) return true;
  // Hints behind the name may say anything: 残疾证号(18位).
  const { lookups } = labelOf([text.replace(/[(（〔【[][^()（）]*[)）〕】\]][:：*]*$/, '') || text]);
  return lookups.some(
    ({ text: name, turned }) =>
      turned !== true && (candidates(name).length + alternatives(name).length > 0 || neverMapped(name) !== undefined),
  );
}
