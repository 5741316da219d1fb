/** Sheets that hold no data: instructions, code lists, empty ones. */
import type { Random } from '../random';
import { Canvas } from './canvas';

function instructions(): Canvas {
  const canvas = new Canvas('填表说明');
  canvas.put(0, 0, '填表说明');
  const lines = [
    '1.户编号：14位，由系统生成，不得修改。',
    '2.户主姓名：须与户口簿一致。',
    '3.证件号码：居民身份证18位，残疾人证20位。',
    '4.健康状况：健康、长期慢性病、大病、残疾，可多选，用逗号隔开。',
    '5.收入单位为元。',
  ];
  lines.forEach((line, at) => canvas.put(at + 1, 0, line));
  return canvas;
}

function codeList(): Canvas {
  const canvas = new Canvas('代码表');
  const lists = [
    ['性别', '男', '女'],
    ['与户主关系', '户主', '配偶', '之子', '之女'],
    ['健康状况', '健康', '长期慢性病', '大病', '残疾'],
    ['户类型', '脱贫户', '一般农户'],
    ['文化程度', '文盲或半文盲', '小学', '初中'],
  ];
  lists.forEach((list, column) => list.forEach((text, row) => canvas.put(row, column, text)));
  return canvas;
}

/** Some of them, one perhaps hidden. */
export function junkSheets(random: Random): Canvas[] {
  const drawn = random
    .shuffle([instructions(), codeList(), new Canvas('Sheet2'), new Canvas('Sheet3')])
    .slice(0, random.int(1, 3));
  for (const canvas of drawn) if (canvas.name === '代码表' && random.chance(0.5)) canvas.hidden = true;
  return drawn;
}
