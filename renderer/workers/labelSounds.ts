/** Pinyin of labels, for finding a field by what its name sounds like. Loaded when it is first needed: the dictionary is large. */
import { pinyin } from 'pinyin-pro';

/** Full pinyin and first letters of a label, e.g. `hubianhao hbh`. */
export function soundOfLabel(label: string): string {
  const syllables = pinyin(label, { toneType: 'none', type: 'array', nonZh: 'removed' });
  return `${syllables.join('')} ${syllables.map((each) => each.charAt(0)).join('')}`;
}
