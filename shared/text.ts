/** Normalising of Chinese text as it is typed and pasted: full-width forms, spaces, punctuation. */

const FULL_WIDTH = /[\uFF01-\uFF5E\u3000]/g;

/** Full-width ASCII forms and the ideographic space become their half-width counterparts. */
export function toHalfWidth(text: string): string {
  return text.replace(FULL_WIDTH, (char) =>
    char === '\u3000' ? ' ' : String.fromCharCode(char.charCodeAt(0) - 0xfee0),
  );
}
