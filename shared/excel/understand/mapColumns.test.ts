/** Headers that once were, or easily would be, taken for a field that they do not name; and those that must be found. */
import { describe, expect, it } from 'vitest';
import type { UnderstoodSheet } from '../../import/types';
import type { CellValue, Range } from '../sheet';
import { idOf, sheetOf, workbookOf } from './testSheet';
import { toRecords } from './toRecords';
import { understandWorkbooks } from './understand';

const TODAY = { today: '20260630' };

function understand(rows: readonly (readonly CellValue[])[], merges: readonly Range[] = []): UnderstoodSheet {
  const { sheets } = understandWorkbooks([workbookOf(sheetOf(rows, merges))], TODAY);
  if (sheets[0] === undefined) throw new Error('nothing understood');
  return sheets[0];
}

/** entity.key of the columns behind `skip`; null where they abstained. */
function fields(sheet: UnderstoodSheet, skip: number): (string | null)[] {
  return sheet.columns.slice(skip).map(({ field }) => (field === null ? null : `${field.entity}.${field.key}`));
}

type Column = readonly [header: string, value: (at: number) => CellValue];
const NAMES = '甲乙丙丁戊己庚辛壬癸子丑';
const HOUSEHOLD: readonly Column[] = [
  ['户编号', (at) => `5299990001${String(at).padStart(4, '0')}`],
  ['户主姓名', (at) => `孙${NAMES.charAt(at)}`],
];
const PERSON: readonly Column[] = [
  ['户编号', (at) => `5299990001${String(Math.floor(at / 3)).padStart(4, '0')}`],
  ['户主姓名', (at) => `赵${NAMES.charAt(at - (at % 3))}`],
  ['姓名', (at) => `赵${NAMES.charAt(at)}`],
  ['与户主关系', (at) => (at % 3 === 0 ? '户主' : '之子')],
  ['身份证号码', (at) => idOf(`19${60 + at}0102`, at * 2 + 1)],
];

/** What the columns behind the base are mapped to; a header may be a path, 监护人/姓名. */
function mapped(base: readonly Column[], ...columns: readonly Column[]): (string | null)[] {
  const all = [...base, ...columns];
  const paths = all.map(([header]) => header.split('/'));
  const depth = Math.max(...paths.map((path) => path.length));
  const header = Array.from({ length: depth }, (_, row) => paths.map((path) => path[row] ?? null));
  const merges = paths.flatMap(({ length }, column): Range[] =>
    length < depth ? [{ top: length - 1, bottom: depth - 1, left: column, right: column }] : [],
  );
  const rows = Array.from({ length: 12 }, (_, at) => all.map(([, value]) => value(at)));
  return fields(understand([...header, ...rows], merges), base.length);
}

const few = (at: number): string => ['小学', '初中', '高中'][at % 3] ?? '';
const phone = (at: number): string => `1380000${1000 + at}`;
const nothing = (): null => null;

describe('headers that name something else', () => {
  it.each([
    ['危房户(户)', 1],
    ['村委会(个)', 1],
    ['职务', '小组长'],
    ['学历', '初中'],
    ['单位类型', '企业'],
    ['项目名称', '养鸡'],
    ['项目类别', '产业'],
    ['是否脱贫户', '是'],
    ['状态', '在建'],
    ['监护人/姓名', '李某'],
    ['配偶/姓名', '李某'],
    ['网格员/联系电话', '13800001234'],
    ['志愿者服务/人数', 3],
    ['村支书/家庭住址', '某村一组'],
    ['家庭住址', 120],
    ['证件号码(残疾人证)', '不详'],
    ['耕地面积(元)', 500],
    ['年收入(元/月)', 500],
    ['年收入', 52999900010001],
    ['联系方式', '一个'],
  ])('%s with %s is left alone beside households', (header, value) => {
    expect(mapped(HOUSEHOLD, [header, () => value])).toEqual([null]);
  });

  it('the head’s education is not the helper’s', () => {
    const helper: Column = ['帮扶责任人', (at) => `李${NAMES.charAt(at % 4)}`];
    // Differs among the households of one helper.
    expect(mapped(HOUSEHOLD, helper, ['学历', (at) => few(at + Math.floor(at / 4))])).toEqual([
      'helper.helper_name',
      null,
    ]);
    const rows = mapped(
      HOUSEHOLD,
      helper,
      ['备注', nothing],
      ['职务', (at) => ['科长', '科员', '主任', '司机'][at % 4] ?? ''],
    );
    expect(rows.at(-1)).toBe('helper.helper_post');
  });

  it('a phone below the helper is never the household’s, in whatever characters', () => {
    const columns: Column[] = [
      ['帮扶责任人/姓名', (at) => `李${NAMES.charAt(at)}`],
      ['帮扶责任人/聯係電話', phone],
    ];
    expect(mapped(HOUSEHOLD, ...columns)).toEqual(['helper.helper_name', 'helper.helper_phone']);
  });

  it('parts of an amount are not the amount, unless one is the sum', () => {
    const money = (at: number): number => 100 + at;
    expect(mapped(HOUSEHOLD, ['乡镇公益岗收入', money], ['村级公益岗收入', money])).toEqual([null, null]);
    expect(mapped(HOUSEHOLD, ['村级公益岗收入', money])).toEqual(['year.inc_wage_public']);
    expect(mapped(HOUSEHOLD, ['村级公益岗收入', money], ['公益性岗位收入', money])).toEqual([
      null,
      'year.inc_wage_public',
    ]);
    expect(mapped(HOUSEHOLD, ['公益林补贴', money], ['生态补偿金小计', money])).toEqual([null, 'year.tr_eco']);
    // The same column of two years is no pair of parts.
    expect(mapped(HOUSEHOLD, ['2023年人均收入', money], ['2024年人均收入', money])).toEqual([
      'year.inc_net_pc',
      'year.inc_net_pc',
    ]);
  });

  it('a blank column takes nothing from a filled one', () => {
    const id = PERSON[4]!;
    const base = PERSON.slice(0, 4);
    expect(mapped(base, ['身份证号', nothing], ['身份证号码', id[1]])).toEqual([null, 'member.id_no']);
    expect(mapped(HOUSEHOLD, ['户籍地址', () => '某县某村'], ['家庭住址', () => '某村一组'])).toEqual([
      null,
      'household.address',
    ]);
  });
});

describe('联系方式', () => {
  it('is the household’s, the person’s, the collector’s or the helper’s as the values and neighbours say', () => {
    const collector: Column = ['信息采集人', (at) => `王${NAMES.charAt(at % 2)}`];
    expect(mapped(HOUSEHOLD, ['联系方式', phone])).toEqual(['household.phone']);
    expect(mapped(PERSON, ['联系方式', phone])).toEqual(['member.member_phone']);
    expect(mapped(HOUSEHOLD, collector, ['联系方式', (at) => phone(at % 2)])).toEqual([
      'household.collector',
      'household.collector_phone',
    ]);
    expect(mapped(HOUSEHOLD, collector, ['联系方式', phone])).toEqual(['household.collector', 'household.phone']);
    expect(mapped(HOUSEHOLD, ['联系方式', (at) => phone(at % 2)])).toEqual([null]);
    const helper: Column = ['帮扶责任人', (at) => `李${NAMES.charAt(at % 4)}`];
    expect(mapped(HOUSEHOLD, ['户主电话', phone], helper, ['联系方式', (at) => phone(at % 4)])).toEqual([
      'household.phone',
      'helper.helper_name',
      'helper.helper_phone',
    ]);
    expect(
      mapped(HOUSEHOLD, ['信息采集人/姓名', (at) => `王${NAMES.charAt(at % 2)}`], ['信息采集人/电话', phone]),
    ).toEqual(['household.collector', 'household.collector_phone']);
  });
});

describe('监测联系人', () => {
  const contact: Column = ['监测联系人', (at) => `李${NAMES.charAt(at % 4)}`];
  const org: Column = ['帮扶单位', () => '县林业局'];
  const monitored: Column = ['监测对象类别', (at) => (at % 3 === 0 ? '脱贫不稳定户' : null)];
  const helperOf = (...columns: readonly Column[]): string | null =>
    mapped(HOUSEHOLD, ...columns)[columns.findIndex(([header]) => header.endsWith('监测联系人'))] ?? null;

  it('is the contact where nothing else speaks of helpers, or the helper has a column', () => {
    expect(helperOf(contact)).toBe('monitoring.monitor_contact');
    expect(helperOf(contact, monitored)).toBe('monitoring.monitor_contact');
    expect(helperOf(contact, org, ['帮扶责任人', (at) => `王${NAMES.charAt(at % 4)}`])).toBe(
      'monitoring.monitor_contact',
    );
  });

  it('is the helper beside helper columns without monitoring', () => {
    expect(helperOf(contact, org)).toBe('helper.helper_name');
  });

  it('is told by its values where both stand on the sheet, else it abstains', () => {
    expect(helperOf(contact, org, monitored)).toBe('helper.helper_name');
    const sparse: Column = ['监测联系人', (at) => (at % 3 === 0 ? '李甲' : null)];
    expect(helperOf(sparse, org, monitored)).toBe('monitoring.monitor_contact');
    const mixed: Column = ['监测联系人', (at) => (at % 2 === 0 ? '李甲' : null)];
    expect(helperOf(mixed, org, monitored)).toBeNull();
    expect(helperOf(contact, org, ['监测对象类别', () => '脱贫不稳定户'])).toBeNull();
    expect(helperOf(['监测信息/监测联系人', () => '李甲'], org, monitored)).toBe('monitoring.monitor_contact');
    expect(helperOf(['帮扶情况/监测联系人', () => '李甲'], org, monitored)).toBe('helper.helper_name');
    expect(helperOf(contact, ['监测联系人电话', phone], org, monitored)).toBe('monitoring.monitor_contact');
  });
});

describe('是否户主', () => {
  it('says who is the head', () => {
    const sheet = understand([
      ['姓名', '是否户主', '性别', '民族'],
      ['赵甲', '是', '男', '汉族'],
      ['赵乙', '否', '女', '汉族'],
      ['钱甲', '√', '男', '汉族'],
    ]);
    const { households, problems } = toRecords([sheet]);
    expect(problems).toEqual([]);
    expect(households.map(({ record }) => record.members.map(({ name, relation }) => [name, relation]))).toEqual([
      [
        ['赵甲', '户主'],
        ['赵乙', undefined],
      ],
      [['钱甲', '户主']],
    ]);
  });
});

describe('units', () => {
  it.each([
    ['耕地面积(公顷)', 2, { land_arable: 30 }],
    ['林地面积(平方米)', 2000, { land_forest: 3 }],
    ['年收入(万元)', 1.2, { inc_total: 12000 }],
    ['年收入(千元)', '3.5', { inc_total: 3500 }],
    ['年收入（單位:萬元）', 2, { inc_total: 20000 }],
    ['与村主干路距离(米)', 500, { road_distance: 0.5 }],
  ])('%s: %s', (header, value, row) => {
    const { households } = toRecords([
      understand([
        ['户编号', '户主姓名', header],
        ['52999900010001', '赵甲', value],
      ]),
    ]);
    expect(households[0]?.record.years[0]).toMatchObject(row);
  });
});

it('a phone below the helper is never the household’s, whatever stands above both', () => {
  const columns: readonly Column[] = [
    ['一、户情况/帮扶责任人/姓名', few],
    ['一、户情况/帮扶责任人/联系电话', phone],
  ];
  expect(mapped(HOUSEHOLD, ...columns)).not.toContain('household.phone');
});

it('people above the header are said', () => {
  const { problems } = understandWorkbooks(
    [
      workbookOf(
        sheetOf([
          ['52999900010009', '赵九', idOf('19700101', 11), 2, '土木'],
          ['户编号', '户主姓名', '户主身份证号', '家庭人口数', '住房结构'],
          ['52999900010001', '赵甲', idOf('19720202', 22), 3, '砖混'],
        ]),
      ),
    ],
    TODAY,
  );
  expect(problems.map(({ code, cell }) => `${code} ${cell}`)).toEqual([
    'rows_above_header A1',
    ...['B1', 'C1', 'D1', 'E1'].map((cell) => `cell_not_read ${cell}`),
  ]);
});

describe('headers of anybody below the heading of the helper', () => {
  const once =
    (text: string) =>
    (at: number): CellValue =>
      at === 2 ? text : null;
  const helper: readonly Column[] = [
    ['结对帮扶人/姓名〔必填〕', once('周义')],
    ['结对帮扶人/性别〔必填〕', once('男')],
    ['结对帮扶人/身份证号码〔必填〕', once(idOf('19700101', 1))],
    ['结对帮扶人/联系电话（手机）', once('13800001111')],
  ];

  it.each([
    ['households', HOUSEHOLD],
    ['persons', PERSON],
  ])('are the helper’s, also where a few values tell nothing: beside %s', (_, base) => {
    expect(mapped(base, ...helper)).toEqual(
      ['helper_name', 'helper_sex', 'helper_id_no', 'helper_phone'].map((key) => `helper.${key}`),
    );
  });

  it('but those of whom they help are not', () => {
    const [number, head, ...person] = PERSON;
    const helped = person.map(([header, value]): Column => [`帮扶对象家庭成员/${header}`, value]);
    expect(mapped([number!, head!], ...helped)).toEqual(['member.name', 'member.relation', 'member.id_no']);
  });
});
