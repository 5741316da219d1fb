/** What a relation to the head implies: sex, generation, and who can stand in it only once. Labels of code list RELATION. */

export const MALE_RELATIONS: ReadonlySet<string> = new Set(
  '之子 之女婿 之孙子 之外孙子 之父 之岳父 之公公 之祖父 之外祖父 之叔伯 之侄儿 之曾孙子'.split(' '),
);
export const FEMALE_RELATIONS: ReadonlySet<string> = new Set(
  '之女 之儿媳 之孙女 之外孙女 之母 之岳母 之婆婆 之祖母 之外祖母 之兄弟媳妇 之侄女 之曾孙女'.split(' '),
);
export const CHILDREN: ReadonlySet<string> = new Set(['之子', '之女']);
/** Parents of the head. */
export const OWN_PARENTS: ReadonlySet<string> = new Set(['之父', '之母']);
export const WIFES_PARENTS: ReadonlySet<string> = new Set(['之岳父', '之岳母']);
export const HUSBANDS_PARENTS: ReadonlySet<string> = new Set(['之公公', '之婆婆']);
export const GRANDCHILDREN: ReadonlySet<string> = new Set(
  '之孙子 之孙女 之外孙子 之外孙女 之曾孙子 之曾孙女'.split(' '),
);
export const GRANDPARENTS: ReadonlySet<string> = new Set('之祖父 之祖母 之外祖父 之外祖母'.split(' '));
/** Relations that one person only can have. */
export const ONCE: readonly string[] = [...OWN_PARENTS, ...WIFES_PARENTS, ...HUSBANDS_PARENTS, ...GRANDPARENTS];

/** Label without 之, as it is said. */
export function spoken(relation: string): string {
  return relation.replace(/^之/, '');
}
