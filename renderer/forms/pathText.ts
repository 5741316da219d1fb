/** What stands at a path of the record, in words: 家庭成员 2 · 姓名; 家庭成员 2 for a whole row. */
import { entityAt, fieldIn } from '#shared/catalogue/index';
import { parsePath } from '#shared/derive/path';

export function pathText(path: string): string {
  const { place = 'extra', index, key }: Partial<NonNullable<ReturnType<typeof parsePath>>> = parsePath(path) ?? {};
  if (place === 'unread') return '未能识别的文字';
  if (place === 'extra') return '附加列';
  const entity = entityAt(place);
  const row = index === undefined ? '' : `${entity.label} ${index + 1}`;
  if (key === undefined) return row || entity.label;
  return `${row && `${row} · `}${fieldIn(entity.name, key)?.label ?? key}`;
}

/** A path with its household in front, as an undo that is blocked names it (`household` or `household:path`), in words. */
export async function placeText(place: string, headOf: (household: string) => Promise<string>): Promise<string> {
  const [household = '', path] = place.split(':');
  const head = (await headOf(household)) || '未填写户主姓名';
  return path === undefined ? `${head}一户` : `${head}一户的${pathText(path)}`;
}
