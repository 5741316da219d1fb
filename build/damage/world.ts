/** Undamaged rosters to be damaged: invented people in columns as a township keeps them, in every date style. */
import type { Row } from '#shared/derive/record';
import type { CellValue, Sheet } from '#shared/excel/sheet';
import { generateVillage } from '#shared/sample/village';
import { Random } from '#shared/sample/random';
import { dateToSerial } from '#shared/values/serial';

export const TODAY = '20260630';

interface ColumnSpec {
  readonly header: string;
  readonly of: 'household' | 'person' | 'year';
  readonly key: string;
}

const person = (header: string, key: string): ColumnSpec => ({ header, of: 'person', key });
const household = (header: string, key: string): ColumnSpec => ({ header, of: 'household', key });
const year = (header: string, key: string): ColumnSpec => ({ header, of: 'year', key });

const COLUMNS: readonly ColumnSpec[] = [
  household('户编号', 'household_no'),
  household('户主姓名', 'head_name'),
  household('村', 'village'),
  household('村民小组', 'group'),
  person('姓名', 'name'),
  person('与户主关系', 'relation'),
  person('性别', 'sex'),
  person('身份证号', 'id_no'),
  person('出生日期', 'birth_date'),
  person('年龄', 'age_stated'),
  person('民族', 'ethnic'),
  person('文化程度', 'education'),
  person('健康状况', 'health'),
  person('劳动能力', 'labor'),
  person('家庭成员联系电话', 'member_phone'),
  person('是否参加城乡居民基本医疗保险', 'medical_resident'),
  person('务工时间（月）', 'work_months'),
  household('开户银行', 'bank_name'),
  household('银行卡号', 'bank_account'),
  household('户联系电话', 'phone'),
  household('家庭住址', 'address'),
  household('首次识别时间', 'first_identified'),
  household('填表时间', 'collected_on'),
  household('住房面积（平方米）', 'house_area'),
  household('耕地面积（亩）', 'land_arable'),
  household('是否解决安全饮用水', 'water_safe'),
  year('工资性收入（元）', 'inc_wage'),
  year('转移性收入（元）', 'inc_trans'),
  year('纯收入（元）', 'inc_net'),
  household('备注', 'remark'),
];

export type DateStyle = 'compact' | 'dashed' | 'chinese' | 'cell' | 'dot';
const DATE_STYLES: readonly DateStyle[] = ['compact', 'dashed', 'chinese', 'cell', 'dot'];
const DATES: ReadonlySet<string> = new Set(['birth_date', 'collected_on']);

export function showDate(date: string, style: DateStyle): CellValue {
  const [y, m, d] = [date.slice(0, 4), date.slice(4, 6), date.slice(6, 8)];
  if (style === 'compact' || d === '') return style === 'compact' ? date : [y, m].filter(Boolean).join('-');
  if (style === 'cell') return { kind: 'date', serial: dateToSerial(date), format: 'yyyy-mm-dd', is1904: false };
  if (style === 'chinese') return `${y}年${Number(m)}月${Number(d)}日`;
  return style === 'dot' ? `${y}.${Number(m)}.${Number(d)}` : `${y}-${m}-${d}`;
}

/** A roster of persons, household columns repeated on every row. */
export function rosterSheet(seed: number, households: number): Sheet {
  const random = new Random(seed * 7919 + 13);
  const { truth } = generateVillage({ households, seed, style: 'flat', asOf: TODAY, defects: 0 });
  const style = random.pick(DATE_STYLES);
  const zero = random.chance(0.5);
  const phoneAsNumber = random.chance(0.3);
  const columns = random.chance(0.4) ? COLUMNS : random.shuffle(COLUMNS);
  const rows: CellValue[][] = [];
  if (random.chance(0.6)) rows.push([`${String(truth.households[0]?.fields['village'] ?? '')}村民花名册`]);
  rows.push(columns.map(({ header }) => header));
  const group = random.chance(0.25) ? (at: number): string => `${(at % 3) + 1}-${(at % 5) + 1}` : undefined;
  truth.households.forEach((home, at) => {
    const fields: Row = { ...home.fields };
    if (zero) fields['household_no'] = `0${String(fields['household_no'])}`;
    if (group !== undefined) fields['group'] = group(at);
    fields['remark'] = at % 7 === 0 ? '按时更新' : undefined;
    const income = home.years.at(-1) ?? {};
    for (const member of home.members) {
      const own: Row = {
        ...member,
        age_stated: Number(TODAY.slice(0, 4)) - Number(String(member['birth_date']).slice(0, 4)),
      };
      rows.push(
        columns.map(({ of, key }): CellValue => {
          const value = (of === 'person' ? own : of === 'year' ? income : fields)[key];
          if (value === undefined || value === '') return null;
          if (DATES.has(key)) return showDate(String(value), style);
          if (phoneAsNumber && key === 'phone') return Number(value);
          return value;
        }),
      );
    }
  });
  return {
    name: '花名册',
    rows,
    columns: columns.length,
    merges: [],
    hidden: false,
    hiddenRows: new Set(),
    hiddenColumns: new Set(),
  };
}
