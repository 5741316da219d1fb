/** Which tables inside a form list the members of the household. */
import type { Band } from './band';
import { fieldsOf, squeezed } from './words';

const RELATION = /^(与|和|同|跟)?户主(的)?(之)?关系/;
const MEMBERS = /成员|人口|人员/;
const HELPERS = /帮扶|责任人|干部|驻村|走访|包保|包联|结对/;
/** Relatives who live elsewhere: what is listed of them makes them no members. */
const ELSEWHERE = /[非不]共同|赡养|抚养|扶养|监护|外嫁|分户|户外/;
const OTHERS = ['id_no', 'sex', 'birth_date', 'age', 'age_stated', 'education', 'health', 'labor', 'political'];

/** Whether the headings speak of persons who are not of the household: 非共同生活的家庭成员, 赡养人. */
export function isOfOthers(groups: readonly string[]): boolean {
  return groups.some((group) => ELSEWHERE.test(group));
}

/** Whether a row of the table is a person of the household; helpers and visitors are not. */
export function isPersonBand(band: Band, groups: readonly string[]): boolean {
  if (isOfOthers(groups) || groups.some((group) => HELPERS.test(group))) return false;
  const leaves = band.columns.map(({ path }) => path.at(-1) ?? '');
  const keys = new Set(
    leaves.flatMap((leaf) => fieldsOf([leaf]).flatMap(({ entity, key }) => (entity === 'member' ? [key] : []))),
  );
  if (keys.has('relation') || leaves.some((leaf) => RELATION.test(leaf))) return true;
  const others = OTHERS.filter((key) => keys.has(key)).length;
  const listed = band.bottom - band.headerBottom >= 2 || groups.some((group) => MEMBERS.test(group));
  return keys.has('name') && others >= 1 && others + Number(listed) >= 2 && listed;
}

/** 姓名, 成员姓名: the label of a person's name. */
export function isNameLabel(text: string): boolean {
  return fieldsOf([squeezed(text)]).some(({ entity, key }) => entity === 'member' && key === 'name');
}
