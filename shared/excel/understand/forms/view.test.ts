/** Views of several copies of one form. */
import { expect, it } from 'vitest';
import { viewOf, type ViewCell } from './view';

const cell = (path: readonly string[], value: string | null): ViewCell => ({ path, value, at: [0, 0], label: null });
const paths = (...rows: readonly (readonly ViewCell[])[]): string[] =>
  viewOf('登记表', rows, () => true).paths.map((path) => path.join('/'));

it('a heading seen in one copy alone, and a star that stays with a blank label, make no second column', () => {
  const first = [cell(['基本信息', '户编号'], 'A1'), cell(['基本信息', '识别时间*'], null)];
  const second = [cell(['户编号'], 'A2'), cell(['识别时间'], '201610')];
  expect(paths(first, second)).toEqual(['基本信息/户编号', '基本信息/识别时间*']);
});

it('labels that come twice in a copy, or under other headings, stay apart', () => {
  const twice = [cell(['姓名'], '张三'), cell(['配偶', '姓名'], '李梅')];
  expect(paths(twice, [cell(['姓名'], '王五')])).toEqual(['姓名', '配偶/姓名']);
  expect(paths([cell(['帮扶人', '电话'], '1')], [cell(['采集人', '电话'], '2')])).toEqual([
    '帮扶人/电话',
    '采集人/电话',
  ]);
});
