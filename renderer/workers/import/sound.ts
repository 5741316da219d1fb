import { namePinyin } from '../search/pinyin';

/** Full pinyin of a name, its surname read as a surname; '' when it is not written in Chinese characters. */
export function soundOf(name: string): string {
  return namePinyin(name)?.[0] ?? '';
}
