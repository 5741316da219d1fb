/** How alike two personal names are. */
import { toHalfWidth } from '../../text';
import { looksLike } from './shapes';

/** Full pinyin of a name without tones, '' when it has none (pinyin-pro lives in the workers; shared stays pure). */
export type Pinyin = (name: string) => string;

export type NameRelation =
  | 'same'
  | 'homophone'
  | 'shape'
  | 'order'
  /** Sounds alike where n/l, z/zh, in/ing … are one. */
  | 'accent'
  /** One character more or less. */
  | 'longer'
  /** One character differs, and looks and sounds different. */
  | 'one_char'
  | 'different'
  | 'unknown';

/** A name as it is compared: without blanks, dots and brackets with 曾用名. */
export function plainName(name: string): string {
  return toHalfWidth(name)
    .replace(/[(（[【].*$/su, '')
    .replace(/[\s·•‧・.。,，*]/gu, '')
    .toUpperCase();
}

/** Names are given as `plainName` makes them; `sounds` = their pinyin, '' where there is none. */
export function nameLike(a: string, b: string, soundA: string, soundB: string): NameRelation {
  if (a === '' || b === '') return 'unknown';
  if (a === b) return 'same';
  const [left, right] = [[...a], [...b]];
  if (left.length !== right.length) return longer(left, right) ? 'longer' : 'different';
  if (soundA !== '' && soundA === soundB) return 'homophone';
  const off = left.flatMap((char, at) => (char === right[at] ? [] : [at]));
  if (off.length < left.length && off.every((at) => looksLike(left[at] ?? '', right[at] ?? ''))) return 'shape';
  if (left.length > 1 && left.toSorted().join('') === right.toSorted().join('')) return 'order';
  if (soundA !== '' && accentKey(soundA) === accentKey(soundB)) return 'accent';
  // Of two characters one in common is a family, not a person.
  return off.length === 1 && left.length >= 3 ? 'one_char' : 'different';
}

/** Syllables that the south-west does not tell apart. */
export function accentKey(sound: string): string {
  return sound
    .replace(/([zcs])h/g, '$1')
    .replace(/l/g, 'n')
    .replace(/ng/g, 'n')
    .replace(/hu(?=[aoe])/g, 'f')
    .replace(/v/g, 'u');
}

function longer(a: readonly string[], b: readonly string[]): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (long.length - short.length !== 1 || short.length < 2) return false;
  let at = 0;
  for (const char of long) if (char === short[at]) at++;
  return at === short.length && short[0] === long[0];
}
