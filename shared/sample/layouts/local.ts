/** Columns of local use that belong to no field, with what stands in them. */
import type { CellValue } from '../../excel/sheet';
import { mobile } from '../model';
import type { Random } from '../random';

export interface LocalColumn {
  readonly header: string;
  /** Said of a household, of a person, or of the row (running numbers). */
  readonly of: 'household' | 'person' | 'row';
  /** A running number: it says nothing of anybody. */
  readonly running?: true;
  readonly value: (at: number, random: Random) => CellValue;
}

const sometimes =
  (share: number, texts: readonly string[]) =>
  (_: number, random: Random): CellValue =>
    random.chance(share) ? random.pick(texts) : null;

export const SERIAL: LocalColumn = { header: '序号', of: 'row', running: true, value: (at) => at + 1 };

/** Counts households; merged over their rows like other household cells. */
export const HOUSEHOLD_SERIAL: LocalColumn = { header: '序号', of: 'household', running: true, value: (at) => at + 1 };

export const LOCALS: readonly LocalColumn[] = [
  { header: '备注1', of: 'household', value: sometimes(0.3, ['已核', '外出未归', '待补材料']) },
  { header: '经办人', of: 'household', value: sometimes(0.9, ['杨会计', '李文书', '王主任']) },
  { header: '盒号', of: 'household', value: (_, random) => `第${random.int(1, 40)}盒` },
  { header: '档案盒编号', of: 'household', value: (_, random) => `DA-${random.int(100, 999)}` },
  { header: '签字', of: 'household', value: () => null },
  { header: '村小组长电话', of: 'household', value: (_, random) => mobile(random) },
  { header: '电费户号', of: 'household', value: (_, random) => String(random.int(10_000_000, 99_999_999)) },
  { header: '是否录入平台', of: 'household', value: sometimes(0.9, ['是', '否']) },
  { header: '片区', of: 'household', value: sometimes(1, ['东片', '西片', '南片']) },
  { header: '门牌号', of: 'household', value: (_, random) => `${random.int(1, 99)}号` },
  { header: '核实情况', of: 'household', value: sometimes(0.8, ['属实', '不属实', '待核']) },
  { header: '是否已签承诺书', of: 'household', value: sometimes(0.9, ['是', '否']) },
  { header: '二维码编号', of: 'household', value: (_, random) => String(random.int(100_000, 999_999)) },
  { header: '驻村队员', of: 'household', value: sometimes(1, ['吴海', '郑江', '何源']) },
  { header: '合计', of: 'household', value: (_, random) => random.int(3, 40) },
  { header: '垃圾费缴纳（元）', of: 'household', value: (_, random) => random.int(0, 3) * 30 },
  { header: '到档材料', of: 'household', value: sometimes(0.7, ['户口簿', '身份证复印件', '申请书']) },
  { header: '网格员', of: 'household', value: sometimes(1, ['钱小满', '孙立夏']) },
  { header: '积分', of: 'household', value: (_, random) => random.int(60, 100) },
  { header: '星级文明户评分', of: 'household', value: (_, random) => random.int(1, 5) },
  { header: '血型', of: 'person', value: sometimes(0.8, ['A型', 'B型', 'O型', 'AB型']) },
  { header: '特长爱好', of: 'person', value: sometimes(0.5, ['唱歌', '木工', '厨师']) },
  { header: '鞋码', of: 'person', value: (_, random) => random.int(34, 44) },
  { header: '疫苗接种针次', of: 'person', value: (_, random) => random.int(0, 3) },
  {
    header: '微信号',
    of: 'person',
    value: (_, random) => (random.chance(0.4) ? `wx_${random.int(1000, 9999)}` : null),
  },
];
