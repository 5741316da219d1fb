/** Texts that are no value of any field: what a program shows instead of one. */

const ERROR = /^#(?:REF!?|N\/A|VALUE!?|DIV\/0!?|NAME\?|NUM!?|NULL!|SPILL!|GETTING_DATA|FMT|#+)$|^Err:\d{3}$/i;
const FORMULA = /^=\s*(?:[A-Za-z_.]+\(|\$?[A-Za-z]{1,3}\$?\d+|[-+(]|'|\d+\s*[-+*/])/;

/**
 * #REF!, #N/A and the like as text: pasted as values, or from a program that keeps error values as text. Also what stands in
 * a CSV file for a number that its column was too narrow for (####), and what LibreOffice writes (#FMT, Err:502).
 */
export function isErrorText(text: string): boolean {
  return (text.charCodeAt(0) === 35 || text.startsWith('Err:')) && ERROR.test(text.trim());
}

/** A formula that stands in the cell as text (=VLOOKUP(…), =A3); ="0123" is a text that was guarded. */
export function isFormulaText(text: string): boolean {
  return text.charCodeAt(0) === 61 && FORMULA.test(text);
}
