import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { alternatives, candidateIn, candidates, unitOfHeader } from './headerIndex';

const first = (header: string): string | undefined => {
  const field = candidates(header)[0];
  return field && `${field.entity}.${field.key}`;
};
const all = (header: string): string[] => candidates(header).map((field) => `${field.entity}.${field.key}`);

/** Headers as they stand in sheets, with the field that they name. */
const TYPICAL: Readonly<Record<string, string>> = {
  '*户ID': 'household.household_no',
  '户码*': 'household.household_no',
  家庭编号: 'household.household_no',
  AAC001: 'household.household_no',
  '组名*': 'household.group',
  '县(市、区、旗)': 'household.county',
  '市（地、州、盟）': 'household.city',
  '村(居)': 'household.village',
  贫困户姓名: 'household.head_name',
  '*户主证件号码': 'household.head_id_no',
  '农户联系电话*': 'household.phone',
  社保卡号: 'household.bank_account',
  '识别标准\n(国标/省标)': 'household.id_standard',
  识别年度: 'household.identify_year',
  首次识别年度: 'household.first_identified',
  '贫困原因*': 'household.cause_main',
  次要致贫原因: 'household.cause_other',
  退出年度: 'household.out_year',
  '当前家庭人口数*': 'household.member_count',
  户备注: 'household.remark',
  '*家庭成员姓名': 'member.name',
  '身份证(残疾证)号码': 'member.id_no',
  '公民身份号码*': 'member.id_no',
  '证件号码（残疾人证）': 'member.id_no',
  '年龄*': 'member.age_stated',
  周岁: 'member.age_stated',
  户主关系: 'member.relation',
  '劳动能力（劳动技能）': 'member.labor',
  '打工状况*': 'member.work_status',
  '务工时间（月）': 'member.work_months',
  '公益性岗位（月数）': 'member.public_post_months',
  '是否参加\n职工基本养老保险': 'member.pension_employee',
  是否享受五保: 'member.tekun',
  '减少原因\n/增加原因': 'member.change_reason',
  '住房面积(m2)*': 'year.house_area',
  '住房面积\n（平方米）': 'year.house_area',
  '承包耕地面积(亩)*': 'year.land_arable',
  '与村主干路距离（公里）': 'year.road_distance',
  A22: 'year.house_structure',
  '种植业(元)*': 'year.inc_biz_crop',
  '财产性收\n入(元)': 'year.inc_prop',
  '家庭人均收入(元)*': 'year.inc_net_pc',
  '合规自付支出(医疗)': 'year.exp_rigid_medical',
  数据年度: 'year.year',
  '帮扶(选派)单位名称': 'helper.helper_org',
  帮扶人电话: 'helper.helper_phone',
  三类户: 'monitoring.monitor_type',
  检测对象类别: 'monitoring.monitor_type',
  '致贫/返\n贫风险3': 'monitoring.risk3',
  风险是否已消除0: 'monitoring.risk_removed',
  风险消除后人均纯收入: 'monitoring.after_inc_net_pc',
  '是否有家庭成员未参加城乡居民（职工）基本医疗保险': 'monitoring.start_flag_uninsured',
  产业扶贫: 'measure.m_industry',
  安置方式: 'relocation.settle_way',
};

/** Sums and columns of other trades: no field of ours. */
const FOREIGN = [
  '序号',
  '领取低保、五保、养老收入(元)*',
  '领取低保金、残疾金(元)*',
  '补贴性收入(元)*',
  '授信额度',
  '贷款户数（户）',
  '其他收入(元)*',
];

describe('candidates', () => {
  it.each(Object.entries(TYPICAL))('%s is %s', (header, path) => {
    expect(first(header)).toBe(path);
  });

  it.each(FOREIGN)('%s is nothing of ours', (header) => {
    expect(candidates(header)).toEqual([]);
  });

  it('offers the fields of other entities too, labels first', () => {
    expect(all('联系电话').toSorted()).toEqual(['helper.helper_phone', 'household.phone', 'member.member_phone']);
    expect(all('监测联系人')).toEqual(['monitoring.monitor_contact', 'helper.helper_name']);
    expect(candidateIn('helper', '联系电话')?.key).toBe('helper_phone');
    expect(candidateIn('visit', '联系电话')).toBeUndefined();
  });

  it('keeps what only the values can decide apart', () => {
    expect(alternatives('农户属性*').map((field) => field.key)).toEqual(['household_type']);
    expect(alternatives('识别年度').map((field) => field.key)).toEqual(['first_identified']);
    expect(alternatives('姓名').map((field) => field.key)).toEqual(['head_name']);
  });

  it('tells the unit', () => {
    expect(unitOfHeader('年收入（万元）')).toBe('万元');
    expect(unitOfHeader('年收入')).toBeUndefined();
  });
});

const HEADERS = '../shared/domain/headers.txt';
describe.skipIf(!existsSync(HEADERS))('headers seen in the wild', () => {
  it('counts those that are recognised', () => {
    const lines = readFileSync(HEADERS, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
    const known = lines.filter((line) => candidates(line.split('\t')[0]?.split(' / ').at(-1) ?? '').length > 0);
    console.info(`headers recognised: ${known.length} of ${lines.length}`);
    expect(known.length).toBeGreaterThan(300);
  });
});

const VILLAGES = '../shared/sheets/village';
const STYLES = ['national_flat', 'national_flat_defects', 'register', 'paper'];
describe.skipIf(!existsSync(VILLAGES))('headers of the known villages', () => {
  it.each(STYLES)('%s: every column is offered its field, and a local column none', (style) => {
    const truth = JSON.parse(readFileSync(`${VILLAGES}/${style}/truth.json`, 'utf8')) as {
      sheets: { headers: Record<string, string>; columns: Record<string, string | null> }[];
    };
    for (const { headers, columns } of truth.sheets) {
      for (const [column, key] of Object.entries(columns)) {
        const header = headers[column] ?? '';
        const keys = [...candidates(header), ...alternatives(header)].map((field) => field.nest?.[1] ?? field.key);
        if (key === null) expect([header, keys]).toEqual([header, []]);
        else expect([header, keys]).toEqual([header, expect.arrayContaining([key === 'age' ? 'age_stated' : key])]);
      }
    }
  });
});
