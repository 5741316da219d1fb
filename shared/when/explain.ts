/** Puts a condition into a Chinese sentence, for hints beside fields and for the texts of findings. */
import type { Condition } from './condition';

/** Chinese name of a field as conditions spell it: a key of the current entity or `entity.key`. */
export type LabelOf = (field: string) => string;

/** The condition in words, e.g. 「年龄不小于16，且在校生状况未填写」. No full stop at the end. */
export function explain(condition: Condition, labelOf: LabelOf): string {
  if ('all' in condition) return joined(condition.all, '，且', labelOf);
  if ('any' in condition) return joined(condition.any, '，或', labelOf);
  if ('not' in condition) return negated(condition.not, labelOf);
  const label = labelOf(condition.field);
  if ('is' in condition) return `${label}为${condition.is.join('、')}`;
  if ('filled' in condition) return `${label}${condition.filled ? '已' : '未'}填写`;
  return range(label, condition.from, condition.to);
}

function negated(condition: Condition, labelOf: LabelOf): string {
  if ('not' in condition) return explain(condition.not, labelOf);
  if ('is' in condition) return `${labelOf(condition.field)}不为${condition.is.join('、')}`;
  if ('filled' in condition) return `${labelOf(condition.field)}${condition.filled ? '未' : '已'}填写`;
  return `不属于（${explain(condition, labelOf)}）`;
}

/** Parts that are lists of the other kind stand in parentheses, so that 且 and 或 cannot be misread. */
function joined(parts: readonly Condition[], word: string, labelOf: LabelOf): string {
  if (parts.length === 1 && parts[0] !== undefined) return explain(parts[0], labelOf);
  return parts
    .map((part) => {
      const text = explain(part, labelOf);
      const nested = ('all' in part && part.all.length > 1) || ('any' in part && part.any.length > 1);
      return nested ? `（${text}）` : text;
    })
    .join(word);
}

function range(label: string, from: number | undefined, to: number | undefined): string {
  if (from !== undefined && to !== undefined)
    return from === to ? `${label}等于${from}` : `${label}在${from}至${to}之间`;
  if (from !== undefined) return `${label}不小于${from}`;
  if (to !== undefined) return `${label}不大于${to}`;
  return `${label}为数字`;
}
