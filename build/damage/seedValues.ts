/** Seeders of damage to dates and amounts. */
import { dateToSerial } from '#shared/values/serial';
import type { CellValue } from '#shared/excel/sheet';
import { idBirthDate, idSex } from '#shared/values/idNumber';
import { cellSeeder } from './seedIds';
import type { Bench } from './bench';
import type { Seeder } from './seeders';

const BIRTH = 'member.birth_date';
const pick = <T>(bench: Bench, ...list: readonly T[]): T => bench.random.pick(list);

/** Birth date by the row's ID number, as [year, month, day]. */
function born(bench: Bench, row: number): readonly [string, string, string] | undefined {
  const date = idBirthDate(bench.text(row, bench.column('member.id_no')));
  return date === undefined ? undefined : [date.slice(0, 4), date.slice(4, 6), date.slice(6, 8)];
}

function birth(
  kind: Seeder['kind'],
  change: (year: string, month: string, day: string, bench: Bench) => unknown,
): Seeder {
  return cellSeeder(kind, BIRTH, (_, bench, row) => {
    const parts = born(bench, row);
    return parts === undefined ? undefined : change(...parts, bench);
  });
}

function amount(kind: Seeder['kind'], path: string, change: (value: number, bench: Bench) => unknown): Seeder {
  return cellSeeder(kind, path, (text, bench) =>
    /^\d+(?:\.\d+)?$/.test(text) && Number(text) > 0 ? change(Number(text), bench) : undefined,
  );
}

const CHINESE = '零一二三四五六七八九';
/** 3456 → 三千四百五十六, for whole numbers below 10,000. */
function inChinese(value: number): string {
  const digits = [...String(value)].map(Number);
  let text = '';
  digits.forEach((digit, at) => {
    if (digit === 0) {
      if (!text.endsWith('零')) text += '零';
    } else text += CHINESE.charAt(digit) + (['', '十', '百', '千'][digits.length - 1 - at] ?? '');
  });
  return text.replace(/零+$/, '').replace(/^一十/, '十');
}

export const valueSeeders: readonly Seeder[] = [
  birth('two_dates', (y, m, d, bench) =>
    pick(
      bench,
      `${y}-${m}-${d}、2016-05-01`,
      `${y}.${m}-2018.3`,
      `${y}年${m}月至2018年3月`,
      `${y}-${m}-${d}~2018-03-01`,
      `${y}${m}${d}/20160501`,
    ),
  ),
  birth('impossible_date', (y, _m, _d, bench) =>
    pick(bench, `${y}年2月30日`, `${y}-02-30`, `${y}0231`, `${y}-06-31`, `${y}1131`, `${y}.4.31`),
  ),
  birth('day_month_swapped', (y, m, d, bench) =>
    m === d ? undefined : Number(d) > 12 ? pick(bench, `${y}-${d}-${m}`, `${y}${d}${m}`) : `${y}-${d}-${m}`,
  ),
  birth('date_order', (y, m, d, bench) =>
    pick(bench, `${d}/${m}/${y}`, `${m}/${d}/${y}`, `${Number(m)}-${Number(d)}-${y}`),
  ),
  birth('date_without_year', (_y, m, d, bench) =>
    pick<unknown>(bench, `${m}${d}`, Number(`${m}${d}`), `${Number(m)}月${Number(d)}日`, `${Number(m)}.${Number(d)}`),
  ),
  birth('two_digit_year', (y, m, d, bench) =>
    y < '1932'
      ? undefined
      : pick(
          bench,
          `${y.slice(2)}.${Number(m)}.${Number(d)}`,
          `${y.slice(2)}/${m}/${d}`,
          `${y.slice(2)}年${Number(m)}月${Number(d)}日`,
          `${y.slice(2)}-${m}-${d}`,
        ),
  ),
  cellSeeder('two_digit_year', 'household.first_identified', (text) =>
    /^20\d{4}$|^20\d{2}-\d{2}$/.test(text)
      ? `${text.slice(2, 4)}年${Number(text.replace('-', '').slice(4))}月`
      : undefined,
  ),
  birth('date_serial', (y, m, d, bench) => {
    const serial = dateToSerial(y + m + d);
    return serial < 21_000 || serial > 60_000 ? undefined : pick<unknown>(bench, serial, String(serial));
  }),
  cellSeeder('month_lost_zero', 'household.first_identified', (text) =>
    /10$/.test(text) ? Number(`${text.slice(0, 4)}.1`) : undefined,
  ),
  cellSeeder('sex_against_id', 'member.sex', (text, bench, row) => {
    const sex = idSex(bench.text(row, bench.column('member.id_no')));
    return sex === text ? (text === '男' ? '女' : '男') : undefined;
  }),
  birth('birth_against_id', (y, m, d, bench) => {
    const year = pick(bench, String(Number(y) + 1), String(Number(y) - 1), String(Number(y) - 10));
    return m === '02' && d === '29'
      ? undefined
      : pick(bench, `${year}-${m}-${d}`, `${y}-${m}-${d === '15' ? '16' : '15'}`, `${year}${m}${d}`);
  }),
  cellSeeder('age_against_birth', 'member.age_stated', (text, bench) =>
    text === '' ? undefined : Number(text) + pick(bench, 10, -9, 20, 5),
  ),
  amount('chinese_number', 'year.inc_wage', (value, bench) =>
    Number.isInteger(value) && value < 10_000 && value > 10 ? inChinese(value) + pick(bench, '', '元') : undefined,
  ),
  amount('chinese_number', 'member.work_months', (value) => inChinese(value)),
  amount('approximate', 'year.inc_net', (value, bench) =>
    pick(
      bench,
      `约${value}`,
      `大约${value}元`,
      `${value}左右`,
      `${Math.floor(value)}多`,
      `近${value}`,
      `${value}元以上`,
    ),
  ),
  amount('number_range', 'year.inc_trans', (value, bench) =>
    pick(
      bench,
      `${Math.floor(value)}-${Math.floor(value) + 500}`,
      `${Math.floor(value)}~${Math.floor(value) + 500}元`,
      `${Math.floor(value)}至${Math.floor(value) + 100}`,
    ),
  ),
  amount('wrong_unit', 'year.inc_wage', (value, bench) =>
    pick(bench, `${value}人`, `${value}元（含补贴）`, `${value}斤`, `${value}元/月`),
  ),
  amount('wrong_unit', 'household.land_arable', (value) => `${value}平方米`),
  amount('wrong_unit', 'year.land_arable', (value) => `${value}平方米`),
  amount('unit_wan', 'year.inc_net', (value) => (value < 8000 ? undefined : Number((value / 10_000).toFixed(2)))),
  amount('percent', 'year.inc_trans', (value, bench) => pick(bench, `${value % 100}%`, `${Math.floor(value % 100)}％`)),
  amount('currency', 'year.inc_wage', (value, bench) =>
    pick(bench, `RMB${value}`, `人民币${value}元`, `$${value}`, `US$${value}`),
  ),
  amount('separators', 'year.inc_net', (value, bench) =>
    value < 10_000 || !Number.isInteger(value)
      ? undefined
      : pick(
          bench,
          String(Math.floor(value)).replace(/(\d)(?=(\d{3})+$)/g, '$1 '),
          String(Math.floor(value)).replace(/(\d)(?=(\d{2})+$)/g, '$1,'),
          `${Math.floor(value / 1000)}、${String(Math.floor(value) % 1000).padStart(3, '0')}`,
        ),
  ),
  amount('negative', 'year.inc_wage', (value, bench) => pick<unknown>(bench, -value, `-${value}`, `(${value})`)),
  cellSeeder('blank_marker', 'year.inc_trans', (_, bench) => pick(bench, '不详', '未知', '待核', '待补', '暂缺', '？')),
  cellSeeder('blank_marker', 'member.id_no', (_, bench) => pick(bench, '不详', '遗失', '未办理', '待补')),
  cellSeeder('blank_marker', 'household.phone', (_, bench) => pick(bench, '不详', '未提供', '待补')),
  amount('number_with_unit', 'year.inc_wage', (value, bench) => pick(bench, `${value}元`, `￥${value}`, `${value} 元`)),
  cellSeeder('number_with_unit', 'member.work_months', (text) => (/^\d+$/.test(text) ? `${text}个月` : undefined)),
  amount('thousands', 'year.inc_net', (value, bench) =>
    value < 1000
      ? undefined
      : Math.floor(value)
          .toLocaleString('en-US')
          .replaceAll(',', pick(bench, ',', '，')),
  ),
  cellSeeder('date_style', 'household.collected_on', (text, bench) => styled(text, bench)),
];

/** The same date in another dress. */
function styled(text: string, bench: Bench): CellValue | undefined {
  const [, y = '', m = '', d = ''] = /^(\d{4})\D?(\d{1,2})\D?(\d{1,2})日?$/.exec(text) ?? [];
  if (y === '') return undefined;
  const other = [`${y}.${Number(m)}.${Number(d)}`, `${y}/${m}/${d}`, `${y}年${Number(m)}月${Number(d)}日`].filter(
    (one) => one.charAt(4) !== text.charAt(4),
  );
  return bench.random.pick(other);
}
