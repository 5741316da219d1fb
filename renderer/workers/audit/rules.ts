/** Title and basis of any finding's code, for the list of rules. */
import { fieldOf } from '#shared/catalogue/index';
import { RULES } from '#shared/audit/rules/index';

const BY_CODE = new Map(RULES.map((rule) => [rule.code, rule]));

const DERIVED: Readonly<Record<string, string>> = {
  required: '应填未填',
  format: '格式无法识别',
  absent: '全村均未采集',
  age: '所填年龄与证件不符',
};

/** A numbered rule's own title and basis; for a derived check, what it asks of which field and the form that asks for it. */
export function ruleTitle(code: string): { readonly title: string; readonly basis: string } {
  const rule = BY_CODE.get(code);
  if (rule) return { title: rule.title, basis: rule.basis };
  const dot = code.indexOf('.');
  const field = fieldOf(code.slice(dot + 1));
  const kind = DERIVED[code.slice(0, dot)] ?? '其他检查';
  return { title: field ? `${kind}：${field.label}` : kind, basis: field?.source ?? '' };
}
