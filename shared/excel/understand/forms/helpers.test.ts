/** Whose phone, unit and post a form states: the household's, the one helper's, or each of several helpers'. */
import { describe, expect, it } from 'vitest';
import type { HouseholdRecord } from '../../../derive/record';
import { drawn, only, taken } from './testForm';

const BASE = '户主姓名|张三|户编号|A1|家庭人口数|3\n';

const form = (rows: string): HouseholdRecord => only(drawn(`${BASE}${rows}`));
const phones = ({ fields, helpers }: HouseholdRecord): unknown => [
  fields['phone'],
  ...helpers.map((helper) => [helper['helper_name'], helper['helper_phone']]),
];

describe('the phone behind somebody', () => {
  it.each<[string, string, unknown]>([
    [
      'is the helper’s also with 单位职务 between',
      '联系方式|13800000001|住房面积|90|.|.\n帮扶责任人|王强|单位职务|县水利局 科员|联系电话|13900000002',
      ['13800000001', ['王强', '13900000002']],
    ],
    [
      'is the helper’s also with 帮扶单位 between',
      '帮扶人|王强|帮扶单位|县水利局|联系电话|13900000002',
      [undefined, ['王强', '13900000002']],
    ],
    [
      'of a village official is nobody’s of the household',
      '包户干部|李文|职务|科员|联系电话|13900000003\n村支书|李武|联系电话|13900000004|.|.',
      [undefined],
    ],
    [
      'at the beginning of the next row is the household’s when the helper has one',
      '帮扶人|王强|单位|县水利局|电话|13900000002\n联系电话|13800000001|住房面积|90|.|.',
      ['13800000001', ['王强', '13900000002']],
    ],
    [
      'at the beginning of the next row is nobody’s when nothing tells whose it is',
      '帮扶人|王强|单位|县水利局|.|.\n联系电话|13800000001|住房面积|90|.|.',
      [undefined, ['王强', undefined]],
    ],
    [
      'in the next row beside the helper’s post is the helper’s',
      '帮扶人|王强|单位|县水利局|.|.\n联系电话|13900000002|职务|科员|.|.',
      [undefined, ['王强', '13900000002']],
    ],
    [
      'below a heading that ended is the household’s',
      '帮扶情况|帮扶责任人|王强|单位|县水利局|.\n^|帮扶成效|好|帮扶时间|2021-03|.\n联系电话|13800000001|住房面积|90|.|.',
      ['13800000001', ['王强', undefined]],
    ],
  ])('%s', (_, rows, expected) => {
    expect(phones(form(rows))).toEqual(expected);
  });
});

it('several helpers are each a helper with a unit and a phone, numbered or not', () => {
  const both = [
    { helper_name: '王强', helper_org: '县水利局', helper_phone: '13900000002' },
    { helper_name: '李文', helper_org: '县林业局', helper_phone: '13900000003' },
  ];
  const numbered = form(
    '帮扶人1|王强|帮扶单位|县水利局|联系电话|13900000002\n帮扶人2|李文|帮扶单位|县林业局|联系电话|13900000003',
  );
  expect(numbered.helpers).toMatchObject(both);
  expect(numbered.fields['phone']).toBeUndefined();
  const again = form(
    '帮扶情况|帮扶责任人|王强|单位|县水利局|.\n^|^|^|电话|13900000002|.\n^|帮扶责任人|李文|单位|县林业局|.\n^|^|^|电话|13900000003|.',
  );
  expect(again.helpers).toMatchObject(both);
});

it('a row of labels and their values heads no list', () => {
  const sheet = drawn(`${BASE}甲乙|丙丁|戊己|庚辛|壬癸|子丑\n寅卯|辰巳|午未|申酉|戌亥|一二`);
  const { households, codes } = taken([sheet]);
  expect(households.map(({ fields }) => fields['head_name'])).not.toContain('甲乙');
  expect(codes).toContain('no_header');
});
