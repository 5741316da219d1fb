/** Tick boxes and printed blanks of forms, turned into what was meant: 「☑是 □否」 is 是, 「张三____」 is 张三. */

const CHECKED = '☑✔✓√■▣☒●◉◆★✅🗹';
const OPEN = '□☐○◯▢◇⬜';
const MARK = new RegExp(`[(【\\[]\\s*(?:([${CHECKED}×✗xX])\\s*)?[)】\\]]|([${CHECKED}${OPEN}])`, 'gu');
const ANY_MARK = new RegExp(`[${CHECKED}${OPEN}]`, 'u');
const CHECKED_MARK = new RegExp(`[${CHECKED}]`, 'u');
/** （ ） behind or before an option, to be ticked by hand. */
const OPEN_BRACKET = /[(（【\[][\s\u3000]+[)）】\]]/u;
const NUMBERING = /^(?:[①-⑳]|\(?\d{1,2}[).、．]|[A-Ha-h][.、．])\s*/;
/** A printed line; one stroke within letters and digits (A_1) is none. */
const LINE = '(?:(?<![_＿])[_＿]{2,}|(?<![A-Za-z\\d])[_＿]|[_＿](?![A-Za-z\\d]))';
const PRINTED =
  '省|市|县|区|乡|镇|街道|社区|村|组|号|年|月|日|元|万元|亩|人|口|户|岁|平方米|㎡|公里|米|头|只|间|层|个|次';
/** ___松坪___乡（镇）___李庄___村: what is printed before and behind belongs to what was written. */
const FILLED_IN = new RegExp(`(?<!\\s)\\s*${LINE}\\s*(?=${PRINTED})|(?<=${PRINTED}|[)）])\\s*${LINE}\\s*`, 'gu');
const UNDERSCORES = new RegExp(LINE, 'gu');

/** Whether the text carries boxes or ticks. */
export function hasMarks(text: string): boolean {
  return ANY_MARK.test(text) || OPEN_BRACKET.test(text);
}

/** Whether the text is a tick or an empty box and nothing else. */
export function isOnlyMark(text: string): boolean {
  return hasMarks(text) && text.replace(MARK, '').trim() === '';
}

/**
 * What a text of tick boxes says: the ticked options joined by 、; null when none is ticked; undefined when the text has no
 * boxes. Marks may stand before the options (□因病 ☑因残) or behind (因病□ 因残☑), or only the ticked one bears one (是√ 否).
 */
export function chosen(text: string): string | null | undefined {
  if (!hasMarks(text)) return undefined;
  const normal = text.replace(/[（［]/g, '(').replace(/[）］]/g, ')');
  if (isOnlyMark(normal)) return CHECKED_MARK.test(normal) ? '是' : null;
  const tokens = tokensOf(normal);
  const marks = tokens.filter((token) => token.mark);
  const open = marks.some((token) => !token.ticked);
  if (!open) return tickedAlone(normal, tokens);
  const before = tokens[0]?.mark === true;
  const options: string[] = [];
  tokens.forEach((token, at) => {
    if (!token.mark || !token.ticked) return;
    const option = before ? tokens[at + 1] : tokens[at - 1];
    if (option !== undefined && !option.mark) options.push(cleaned(option.text));
  });
  const said = options.filter((option) => option !== '');
  return said.length === 0 ? null : said.join('、');
}

interface Token {
  readonly mark: boolean;
  readonly ticked: boolean;
  readonly text: string;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let from = 0;
  const option = (to: number): void => {
    const part = text.slice(from, to).trim();
    if (part !== '') tokens.push({ mark: false, ticked: false, text: part });
  };
  for (const match of text.matchAll(MARK)) {
    option(match.index);
    const mark = match[2] ?? match[1] ?? '';
    tokens.push({ mark: true, ticked: CHECKED_MARK.test(mark), text: match[0] });
    from = match.index + match[0].length;
  }
  option(text.length);
  return tokens;
}

/** Only ticks, no open boxes: the options are separated by spaces or strokes, and some bear a tick. */
function tickedAlone(text: string, tokens: readonly Token[]): string | null {
  const parts = text.split(/[\s/、,，;；]+/).filter((part) => part !== '');
  const glued = parts.filter((part) => CHECKED_MARK.test(part) && !isOnlyMark(part));
  if (parts.length > 1 && glued.length > 0)
    return glued
      .map((part) => cleaned(part.replace(MARK, '')))
      .filter(Boolean)
      .join('、');
  const options = tokens.filter(({ mark }) => !mark).map((token) => cleaned(token.text));
  return options.length === 0 ? null : options.join('、');
}

function cleaned(option: string): string {
  return unlined(option)
    .replace(NUMBERING, '')
    .replace(/^[、,，;；:：/\s]+|(?<![、,，;；:：/\s])[、,，;；:：/\s]+$/g, '')
    .trim();
}

/** The text without the printed line that it was written on. */
export function unlined(text: string): string {
  return text.replace(FILLED_IN, '').replace(UNDERSCORES, ' ').trim();
}
