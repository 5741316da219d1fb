/** Whether a cell's text reads like the header of a column, bent as staff bend it: numbered, starred, with hints behind. */
import { alternatives, candidates } from '../../derive/headerIndex';
import { isKnownHeader } from './knowledge';
import { labelOf, type Lookup } from './label';
import { neverMapped } from './neverMap';

/** True when some field answers to the text, or when it is a header known to belong to none. `above` = the heading it stands under: 地点 below 务工情况. */
export function isHeaderWord(text: string, above?: string): boolean {
  if (text.length > 40) return false;
  const key = above === undefined ? text : `${above}\u0001${text}`;
  const known = answers.get(key);
  if (known !== undefined) return known;
  const answer = isWord(text, above);
  if (answers.size > REMEMBERED) answers.clear();
  answers.set(key, answer);
  return answer;
}

/** The same words stand on every copy of a form. */
const REMEMBERED = 20_000;
const answers = new Map<string, boolean>();

function isWord(text: string, above: string | undefined): boolean {
  if (above !== undefined) return hasField(labelOf([above, text]).lookups);
  if (isKnownHeader(text)) return true;
  // Hints behind the name may say anything: 残疾证号(18位).
  return hasField(labelOf([text.replace(/[(（〔【[][^()（）]*[)）〕】\]][:：*]*$/, '') || text]).lookups);
}

function hasField(lookups: readonly Lookup[]): boolean {
  return lookups.some(
    ({ text, turned }) =>
      turned !== true && (candidates(text).length + alternatives(text).length > 0 || neverMapped(text) !== undefined),
  );
}
