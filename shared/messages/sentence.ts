/** The sentence of any code of the house, for places that meet failures and problems from several rooms. */
import { auditMessages } from './audit';
import { damageMessages } from './damage';
import { deriveMessages } from './derive';
import { desktopMessages } from './desktop';
import { excelMessages } from './excel';
import { importMessages } from './import';
import { keepingMessages } from './keeping';
import { fill } from './say';
import { storeMessages } from './store';
import { valuesMessages } from './values';

const TEMPLATES: Readonly<Record<string, string>> = {
  ...valuesMessages,
  ...deriveMessages,
  ...auditMessages,
  // Kinds of damage share names with refusals of values, and speak of the same cell from outside.
  ...Object.fromEntries(Object.entries(damageMessages).map(([kind, text]) => [`damage_${kind}`, text])),
  ...excelMessages,
  ...importMessages,
  ...storeMessages,
  ...desktopMessages,
  ...keepingMessages,
};

/** Whether some room has a sentence for the code. */
export function hasSentence(code: string): boolean {
  return code in TEMPLATES;
}

/** The code's sentence with its blanks filled; an unknown code gives a sentence that names it, never an empty text. */
export function sentence(code: string, params: Readonly<Record<string, string | number>>): string {
  const template = TEMPLATES[code];
  return template === undefined
    ? `这一步没有完成，请再试一次；如果仍然不行，请联系技术人员并告知：${code}`
    : fill(template, params);
}
