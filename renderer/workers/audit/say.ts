import type { Finding } from '#shared/audit/finding';
import { hasSentence, sentence } from '#shared/messages/sentence';
import { ruleTitle } from './rules';

/** The finding as a Chinese sentence with its values; a code without a sentence of its own is told by its rule's title. */
export function findingSentence({ code, params }: Finding): string {
  // Derived codes such as required.member.ethnic share one sentence: that of their first part.
  const kind = code.split('.')[0] ?? code;
  const known = [code, kind].find(hasSentence);
  return known === undefined ? ruleTitle(code).title : sentence(known, params);
}

/** What to do about it: the rule's basis tells the clerk what the value is measured by. */
export function findingAdvice({ code }: Finding): string {
  const { basis } = ruleTitle(code);
  return basis === '' ? '' : `请核实后更正。依据：${basis}`;
}
