/** Groups of relations to the head that rules speak of. Labels of code list RELATION, which also knows sex and generation. */
import { relationOf } from '../../catalogue/codes/index';

export const CHILDREN: ReadonlySet<string> = new Set(['之子', '之女']);
/** Parents of the head. */
export const OWN_PARENTS: ReadonlySet<string> = new Set(['之父', '之母']);
export const WIFES_PARENTS: ReadonlySet<string> = new Set(['之岳父', '之岳母']);
export const HUSBANDS_PARENTS: ReadonlySet<string> = new Set(['之公公', '之婆婆']);
const GRANDPARENTS: readonly string[] = ['之祖父', '之祖母', '之外祖父', '之外祖母'];
/** Relations that one person only can have. */
export const ONCE: readonly string[] = [...OWN_PARENTS, ...WIFES_PARENTS, ...HUSBANDS_PARENTS, ...GRANDPARENTS];

/** Generation against the head (1 = parents, −1 = children); undefined for 其他 and unknown relations. */
export function generationOf(relation: string): number | undefined {
  return relationOf(relation)?.generation;
}

/** Sex that a relation implies; undefined when either is possible. */
export function sexImplied(relation: string): '男' | '女' | undefined {
  return relationOf(relation)?.sex;
}

/** Label without 之, as it is said. */
export function spoken(relation: string): string {
  return relation.replace(/^之/, '');
}
