/** Seeders of damage to names, texts, formulas, and of what reading normalises. */
import { hasTraditional } from '#shared/excel/doctor/traditional';
import type { CellValue } from '#shared/excel/sheet';
import { cellSeeder } from './seedIds';
import type { Bench } from './bench';
import type { Seeder } from './seeders';

const NAME = 'member.name';
const pick = <T>(bench: Bench, ...list: readonly T[]): T => bench.random.pick(list);
const isName = (text: string): boolean => /^[\u4e00-\u9fff]{2,4}$/.test(text);
const COMPOUND = /^(欧阳|司马|上官|诸葛)/;

/** Simplified to traditional, for the names that the village generator knows. */
const TRADITIONAL: Readonly<Record<string, string>> = {
  张: '張', 陈: '陳', 刘: '劉', 杨: '楊', 赵: '趙', 黄: '黃', 吴: '吳', 孙: '孫', 马: '馬', 罗: '羅', 郑: '鄭', 谢: '謝', 许: '許', 韩: '韓', 冯: '馮',
  邓: '鄧', 叶: '葉', 苏: '蘇', 蒋: '蔣', 贾: '賈', 陆: '陸', 范: '範', 龙: '龍', 国: '國', 军: '軍', 伟: '偉', 华: '華', 兰: '蘭', 凤: '鳳', 贵: '貴', 荣: '榮',
  庆: '慶', 义: '義', 红: '紅', 飞: '飛', 丽: '麗', 东: '東', 学: '學', 银: '銀', 桥: '橋', 汉: '漢', 满: '滿', 苗: '苗', 壮: '壯', 侬: '儂', 维: '維', 云: '雲', 树: '樹',
}; // prettier-ignore

function traditional(text: string): string | undefined {
  const changed = [...text].map((char) => TRADITIONAL[char] ?? char).join('');
  return changed !== text && hasTraditional(changed) ? changed : undefined;
}

const BYTES = new TextEncoder();
const misdecode = (text: string, label: string): string => new TextDecoder(label).decode(BYTES.encode(text));

const ERRORS: readonly CellValue[] = [
  { kind: 'error', text: '#REF!' },
  { kind: 'error', text: '#N/A' },
  { kind: 'error', text: '#VALUE!' },
  '#REF!',
  '#N/A',
  '#NAME?',
  '#DIV/0!',
];
const ANYWHERE = [
  'member.name',
  'year.inc_wage',
  'household.address',
  'member.education',
  'household.phone',
  'year.inc_net',
  'member.birth_date',
];

function anywhere(
  kind: 'error_value' | 'formula_uncached' | 'formula_text',
  value: (bench: Bench) => CellValue,
): Seeder {
  return {
    kind,
    seed: (bench) => cellSeeder(kind, bench.random.pick(ANYWHERE), () => value(bench)).seed(bench),
  };
}

export const textSeeders: readonly Seeder[] = [
  cellSeeder('two_persons', NAME, (text, bench) =>
    isName(text)
      ? text + pick(bench, '、', '/', '，', ' 和 ', '\n', '；') + pick(bench, '王小明', '李芳', '陈大力')
      : undefined,
  ),
  cellSeeder('remark_in_name', NAME, (text, bench) =>
    isName(text) && text.length < 4
      ? text +
        pick(
          bench,
          '（已故）',
          '(户主)',
          '（长子）',
          '(外嫁)',
          '（2023年去世）',
          '已故',
          '(户主',
          '【五保】',
          '（在外务工）',
        )
      : undefined,
  ),
  cellSeeder('name_spaces', NAME, (text, bench) =>
    isName(text) && text.length < 4 && !COMPOUND.test(text)
      ? [...text].join(pick(bench, ' ', '  ', '　', ' 　 ', '\u00a0', '\n'))
      : undefined,
  ),
  cellSeeder('traditional', NAME, (text) => traditional(text)),
  cellSeeder('traditional', 'member.ethnic', (text) => traditional(text)),
  cellSeeder('mojibake', NAME, (text) => (isName(text) ? misdecode(text, 'gbk') : undefined)),
  cellSeeder('mojibake', 'household.address', (text, bench) =>
    text.length < 4
      ? undefined
      : pick(
          bench,
          misdecode(text, 'gbk'),
          misdecode(text, 'windows-1252'),
          `${text.slice(0, 2)}锟斤拷${text.slice(4)}`,
          '????',
          `${text.slice(0, 2)}\uFFFD\uFFFD`,
          `${text.slice(0, 3)}??`,
        ),
  ),
  cellSeeder('mojibake', NAME, (text, bench) =>
    isName(text) ? pick(bench, '?'.repeat(text.length), misdecode(text, 'windows-1252'), text[0] + '??') : undefined,
  ),
  anywhere('error_value', (bench) => bench.random.pick(ERRORS)),
  anywhere('formula_uncached', () => ({ kind: 'uncached', text: '=SUM(A1:A3)' })),
  anywhere('formula_text', (bench) =>
    pick(bench, '=SUM(A1:A3)', '=A2', '=VLOOKUP(B2,Sheet2!A:C,3,0)', "='1组'!B3", '=B2+C2'),
  ),
  cellSeeder('truncated', 'household.address', (text) =>
    text === '' ? undefined : (text + '因道路改造门牌待重新编制住户暂按原址登记'.repeat(20)).slice(0, 255),
  ),
  cellSeeder('boolean_in_text', 'household.address', (text, bench) =>
    text === '' ? undefined : pick<unknown>(bench, true, 'TRUE', false),
  ),
  cellSeeder('boolean_in_text', 'member.education', (_, bench) => pick<unknown>(bench, true, false)),
  cellSeeder('autocorrected_date', 'household.group', (text, bench) => {
    const [, month, day] = /^(\d+)-(\d+)$/.exec(text) ?? [
      null,
      String(bench.random.int(1, 12)),
      String(bench.random.int(1, 28)),
    ];
    const serial = Math.round((Date.UTC(2026, Number(month) - 1, Number(day)) - Date.UTC(1899, 11, 30)) / 86_400_000);
    return { kind: 'date', serial, format: pick(bench, 'm"月"d"日"', 'd-mmm', 'm月d日', 'm/d'), is1904: false };
  }),
  cellSeeder('autocorrected_date', 'member.work_months', (_, bench) => ({
    kind: 'date',
    serial: 46_000 + bench.random.int(0, 300),
    format: 'm"月"d"日"',
    is1904: false,
  })),
  // Read without loss: one a column, at most.
  cellSeeder('full_width', 'member.id_no', (text) =>
    /^\d{17}/.test(text)
      ? [...text].map((char) => (/\d/.test(char) ? String.fromCharCode(char.charCodeAt(0) + 0xfee0) : char)).join('')
      : undefined,
  ),
  cellSeeder('inner_spaces', 'household.bank_account', (text) =>
    /^\d{16,}$/.test(text) ? text.replace(/(\d{4})(?=\d)/g, '$1 ') : undefined,
  ),
  cellSeeder('invisible_characters', 'member.member_phone', (text, bench) =>
    /^1\d{10}$/.test(text)
      ? pick(bench, `\u200b${text}`, `${text}\ufeff`, `${text.slice(0, 3)}\u200e${text.slice(3)}`, `${text}\n`)
      : undefined,
  ),
  cellSeeder('apostrophe', 'household.phone', (text, bench) =>
    /^1\d{10}$/.test(text) ? pick(bench, `'${text}`, `="${text}"`) : undefined,
  ),
  cellSeeder('boolean_for_yes', 'member.medical_resident', (text) =>
    text === '是' ? true : text === '否' ? false : undefined,
  ),
];
