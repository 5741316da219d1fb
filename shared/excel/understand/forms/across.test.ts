/** Transposed sheets: fields go down, households right. */
import { describe, expect, it } from 'vitest';
import { idOf } from '../testSheet';
import { drawn, taken, type Taken } from './testForm';

const IDS = [idOf('19700101', 1), idOf('19650607', 5), idOf('19580203', 6)];
const AREAS = [80, 90, 100];

const kinds = ({ understood }: Taken): unknown => understood.sheets.map(({ arrangement }) => arrangement);
const areas = ({ households }: Taken): unknown => households.map(({ years }) => years[0]?.['house_area']);

describe('households beside each other', () => {
  it.each<[string, string]>([
    [
      'under numbered labels, one of them a place',
      `1.户主名称|孙甲|董乙|叶丙\n2.户主证件号码|${IDS.join('|')}\n3.住房面积|${AREAS.join('|')}\n9.组|4组|6组|5组\n10.农户类型|一般农户|一般农户|脱贫户`,
    ],
    [
      'with units in a column of their own',
      `项目|单位|第1户|第2户|第3户\n户主姓名||孙甲|董乙|叶丙\n户主证件号码||${IDS.join('|')}\n住房面积|平方米|${AREAS.join('|')}\n工资性收入|万元|3|4|0.5`,
    ],
    [
      'with numbered lines',
      `序号|指标|孙甲|董乙|叶丙\n1|户编号|A1|A2|A3\n2|身份证号码|${IDS.join('|')}\n3|住房面积（㎡）|${AREAS.join('|')}\n4|是否危房|否|否|是`,
    ],
    [
      'with remarks at the right',
      `项目|孙户|董户|叶户|备注\n户主姓名|孙甲|董乙|叶丙|以户口本为准\n户编号|A1|A2|A3|\n住房面积|${AREAS.join('|')}|平方米\n是否危房|否|否|是|`,
    ],
    [
      'with sums at the right',
      `项目|孙户|董户|叶户|合计\n户主姓名|孙甲|董乙|叶丙|\n户编号|A1|A2|A3|\n住房面积|${AREAS.join('|')}|270\n工资性收入|1|2|3|6`,
    ],
  ])('%s', (_, sheet) => {
    const found = taken([drawn(sheet)]);
    expect(kinds(found)).toEqual(['transposed']);
    expect(areas(found)).toEqual(AREAS);
    expect(found.codes).not.toContain('row_without_key');
  });

  it('are in the unit that stands beside the label', () => {
    const { households } = taken([
      drawn(
        `项目|单位|第1户|第2户\n户主姓名||孙甲|董乙\n户编号||A1|A2\n工资性收入|万元|3|4\n住房面积|平方米|80|90\n耕地面积|亩|3|4`,
      ),
    ]);
    expect(households.map(({ years }) => years[0]?.['inc_wage'])).toEqual([30000, 40000]);
  });

  it('are never a form, though their labels are not sure enough for a transposed sheet', () => {
    const sheet = drawn(
      `户主名称|孙甲|董乙|叶丙\n小名|狗蛋|毛毛|花花\n爱好|下棋|钓鱼|打牌\n特长|木匠|瓦匠|无\n住房面积|大|中|小\n耕地面积|多|少|无`,
    );
    expect(kinds(taken([sheet]))).not.toContain('form');
  });
});
