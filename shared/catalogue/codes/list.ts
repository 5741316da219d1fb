/** Code lists: the labels a coded field may hold. Labels are stored; codes and synonyms are understood on the way in. */

export interface CodeItem {
  /** Code of the national system or standard. Leading zeros do not matter on reading. */
  readonly code?: string;
  /** The stored text: an official label of any version of the forms. */
  readonly label: string;
  readonly synonyms?: readonly string[];
}

export interface CodeList<I extends CodeItem = CodeItem> {
  readonly name: string;
  /** Chinese name of the list. */
  readonly title: string;
  readonly items: readonly I[];
  /**
   * true: a text outside the list cannot be held by the field (it is kept as unread, and is a finding). false: the list is
   * common practice of some counties; a field may store another text as it stands.
   */
  readonly strict: boolean;
  /** Texts that say "none of these", e.g. 未务工: read as blank. */
  readonly none?: readonly string[];
}

/** Declares a list; keeps the literal labels. */
export function defineCodes<const I extends CodeItem>(list: CodeList<I>): CodeList<I> {
  return list;
}

/** Items without codes, from labels; a label that is an array is followed by its synonyms. */
export function labels(...items: readonly (string | readonly [string, ...string[]])[]): readonly CodeItem[] {
  return items.map((item) => {
    if (typeof item === 'string') return { label: item };
    const [label, ...synonyms] = item;
    return { label, synonyms };
  });
}

/** Items with codes: `coded('01 因病|因病致贫')` is code 01, label 因病, synonym 因病致贫. A leading `-` means: no code known. */
export function coded(...lines: readonly string[]): readonly CodeItem[] {
  return lines.map((line) => {
    const space = line.indexOf(' ');
    const code = line.slice(0, space);
    const [label = '', ...synonyms] = line.slice(space + 1).split('|');
    return {
      label,
      ...(code === '-' ? {} : { code }),
      ...(synonyms.length > 0 ? { synonyms } : {}),
    };
  });
}
