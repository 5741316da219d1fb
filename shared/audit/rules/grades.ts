/** Kinds of school behind the labels of code list STUDENT. */
export type GradeKind = '' | '学前' | '小学' | '初中' | '高中' | '中职' | '高职' | '技师' | '本科' | '硕士';

const PATTERNS: readonly (readonly [RegExp, GradeKind])[] = [
  [/^学(龄前|前)/, '学前'],
  [/^小学/, '小学'],
  [/^[七八九]年级/, '初中'],
  [/^(普通)?高中/, '高中'],
  [/^中职/, '中职'],
  [/^高职/, '高职'],
  [/^技师/, '技师'],
  [/^硕士/, '硕士'],
  [/^(本科|大专)/, '本科'],
];

const cache = new Map<string, GradeKind>();

/** Kind of school of a student status; '' for a blank, 非在校生 and unknown labels. */
export function gradeKind(status: string): GradeKind {
  let kind = cache.get(status);
  if (kind === undefined) {
    kind = PATTERNS.find(([pattern]) => pattern.test(status))?.[1] ?? '';
    cache.set(status, kind);
  }
  return kind;
}
