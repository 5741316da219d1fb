/** Seeders of damage to names and persons, and of what stands beside numbers. */
import type { CellValue } from '#shared/excel/sheet';
import { checksumHolds, idBirthDate } from '#shared/values/idNumber';
import type { Bench } from './bench';
import { cellSeeder } from './seedIds';
import type { Seeder } from './seeders';

const ID = 'member.id_no';
const NAME = 'member.name';
const PHONE = 'member.member_phone';
const ACCOUNT = 'household.bank_account';
const BIRTH = 'member.birth_date';

const pick = <T>(bench: Bench, ...list: readonly T[]): T => bench.random.pick(list);
const isId = (text: string): boolean => /^\d{17}[\dX]$/.test(text);
const isName = (text: string): boolean => /^[\u4e00-\u9fff]{2,3}$/.test(text);
const isMobile = (text: string): boolean => /^1\d{10}$/.test(text);
const isAccount = (text: string): boolean => /^\d{16,19}$/.test(text);

function groups(text: string, mark: string): string {
  return [text.slice(0, 6), text.slice(6, 14), text.slice(14)].join(mark);
}

function without(text: string, at: number): string {
  return text.slice(0, at) + text.slice(at + 1);
}

/** Another digit in place of one, so that the check character no longer holds. */
function mistyped(text: string, bench: Bench): string | undefined {
  const at = bench.random.int(6, 16);
  const digit = String((Number(text[at]) + bench.random.int(1, 8)) % 10);
  const changed = text.slice(0, at) + digit + text.slice(at + 1);
  return changed.endsWith('000') || checksumHolds(changed) ? undefined : changed;
}

/** A name that the row has in truth, and what stands there instead. */
function renamed(
  kind: Seeder['kind'],
  names: readonly string[],
  damage: (name: string, bench: Bench) => string,
): Seeder {
  return cellSeeder(kind, NAME, (text, bench, row) => {
    const isHead = bench.text(row, bench.column('member.relation')) === '户主';
    if (!isName(text) || isHead) return undefined;
    const name = bench.random.pick(names);
    bench.truth.set(`${bench.identity[row] ?? -1}|${NAME}`, name);
    return damage(name, bench);
  });
}

const KANGXI: Readonly<Record<string, string>> = {
  石: '⽯',
  山: '⼭',
  大: '⼤',
  小: '⼩',
  白: '⽩',
  竹: '⽵',
  青: '⾭',
  水: '⽔',
};
const MINORITY = ['买买提·吐尔逊', '阿依古丽·艾力', '扎西·次仁', '古丽娜尔·买买提江'];

const numbers: readonly Seeder[] = [
  cellSeeder('stray_marks', ID, (text, bench) =>
    isId(text)
      ? pick(
          bench,
          `’${text}`,
          `“${text}”`,
          `${text}。`,
          `${text}、`,
          groups(text, '-'),
          groups(text, '.'),
          groups(text, '_'),
        )
      : undefined,
  ),
  cellSeeder('stray_marks', PHONE, (text, bench) =>
    isMobile(text) ? pick(bench, `${text}.`, `“${text}”`, `${text}，`, `’${text}`) : undefined,
  ),
  cellSeeder('remark_in_number', PHONE, (text, bench) =>
    isMobile(text)
      ? pick(bench, `${text}（儿子）`, `本人${text}`, `${text}空号`, `电话：${text}`, `${text}(微信同号)`)
      : undefined,
  ),
  cellSeeder('remark_in_number', ID, (text, bench) =>
    isId(text) ? pick(bench, `${text}（已故）`, `身份证号：${text}`, `${text}（户口本）`) : undefined,
  ),
  cellSeeder('remark_in_number', ACCOUNT, (text, bench) =>
    isAccount(text) ? pick(bench, `账号：${text}`, `农信${text}`, `${text}（父亲）`) : undefined,
  ),
  cellSeeder('wrong_length', ID, (text, bench) =>
    /^\d{18}$/.test(text) ? pick(bench, without(text, bench.random.int(1, 16)), `${text}${text[17] ?? ''}`) : undefined,
  ),
  cellSeeder('wrong_length', PHONE, (text, bench) =>
    isMobile(text) ? pick(bench, without(text, bench.random.int(3, 9)), `${text}${bench.random.int(0, 9)}`) : undefined,
  ),
  cellSeeder('check_digit', ID, (text, bench) =>
    isId(text) && checksumHolds(text) ? mistyped(text, bench) : undefined,
  ),
  cellSeeder('placeholder', ID, (text, bench) =>
    isId(text) ? pick(bench, '111111111111111111', '000000000000000000', '123456789012345678') : undefined,
  ),
  cellSeeder('placeholder', PHONE, (text, bench) =>
    isMobile(text) ? pick<unknown>(bench, '13800000000', '11111111111', 13_800_000_000, '12345678901') : undefined,
  ),
  cellSeeder('other_document', ID, (text, bench) =>
    isId(text) ? pick(bench, 'H12345678', 'M0123456701', 'E12345678', '护照G12345678') : undefined,
  ),
  cellSeeder('two_accounts', ACCOUNT, (text, bench) =>
    isAccount(text)
      ? text + pick(bench, '、', '/', '\n', ' 和 ', ' ') + `621700${bench.random.int(1e12, 9e12)}`
      : undefined,
  ),
  cellSeeder('id_in_account', ACCOUNT, (text, bench, row) => {
    const id = bench.text(row, bench.column(ID));
    return isAccount(text) && /^\d{18}$/.test(id) ? id : undefined;
  }),
];

const names: readonly Seeder[] = [
  cellSeeder('name_and_phone', NAME, (text, bench) =>
    isName(text)
      ? text + pick(bench, '', ' ', '：', '（') + `138${bench.random.int(10_000_000, 99_999_999)}`
      : undefined,
  ),
  cellSeeder('name_marks', NAME, (text, bench) =>
    isName(text)
      ? pick(bench, `1.${text}`, `${text}2`, `${text}*`, `★${text}`, `${text}。`, `（${text}）`, `×${text}`, `${text};`)
      : undefined,
  ),
  renamed('name_dot', MINORITY, (name, bench) => name.replaceAll('·', pick(bench, '.', '•', '‧', '・', '。', '●'))),
  cellSeeder('unnamed', NAME, (text, bench, row) =>
    bench.text(row, bench.column('member.relation')) === '户主' || !isName(text)
      ? undefined
      : pick(bench, '未取名', '没起名', '新生儿', '暂无姓名'),
  ),
  cellSeeder('masked', NAME, (text, bench) =>
    isName(text)
      ? pick(bench, `${text.charAt(0)}*${text.charAt(text.length - 1)}`, `${text.charAt(0)}某某`, `${text.charAt(0)}XX`)
      : undefined,
  ),
  cellSeeder('odd_character', NAME, (text) => (isName(text) ? `${text.slice(0, -1)}\uE4C6` : undefined)),
  cellSeeder('odd_character', 'household.address', (text) => {
    const changed = [...text].map((char) => KANGXI[char] ?? char).join('');
    return changed === text ? undefined : changed;
  }),
  cellSeeder('escaped_text', NAME, (text, bench) => {
    const codes = [...text].map((char) => char.charCodeAt(0));
    return isName(text)
      ? pick(
          bench,
          codes.map((code) => `&#${code};`).join(''),
          codes.map((code) => `\\u${code.toString(16)}`).join(''),
          codes.map((code) => `_x${code.toString(16).toUpperCase()}_`).join(''),
          encodeURIComponent(text),
          `&nbsp;${text}`,
        )
      : undefined;
  }),
  {
    kind: 'gone_person',
    seed: (bench) => {
      const column = bench.column('household.remark');
      const row = column === undefined ? undefined : bench.free();
      if (row === undefined || column === undefined) return false;
      bench.set(row, column, pick(bench, '已死亡', '2024年去世', '已迁出', '外嫁', '2023年5月病故', '已注销'));
      bench.add('gone_person', row, column);
      return true;
    },
  },
];

const dates: readonly Seeder[] = [
  cellSeeder('zero_date', BIRTH, (_, bench) => pick<unknown>(bench, '1900-01-00', 0, '1900/1/0', '0000-00-00', zero())),
  cellSeeder('lunar_date', BIRTH, (_, bench, row) => {
    const year = idBirthDate(bench.text(row, bench.column(ID)))?.slice(0, 4);
    return year === undefined ? undefined : pick(bench, `${year}年腊月初八`, `农历${year}年6月8日`, `${year}年正月`);
  }),
  cellSeeder('age_as_date', BIRTH, (_, bench) =>
    pick<unknown>(bench, bench.random.int(13, 98), `${bench.random.int(13, 98)}岁`),
  ),
];

function zero(): CellValue {
  return { kind: 'date', serial: 0, format: 'yyyy-mm-dd', is1904: false };
}

/** The same person once more, a cell of the copy left blank. */
const twice: Seeder = {
  kind: 'person_twice',
  rows: true,
  seed: (bench) => {
    const [id, phone] = [bench.column(ID), bench.column(PHONE)];
    const from = bench.free(
      (row) => isId(bench.text(row, id)) && bench.text(row, phone) !== '' && row < bench.rows.length - 2,
    );
    if (from === undefined || phone === undefined) return false;
    const cells = [...(bench.rows[from] ?? [])];
    cells[phone] = null;
    bench.insert(from + 1, cells);
    bench.identity[from + 1] = bench.identity[from] ?? -1;
    bench.add('person_twice', from + 1, bench.column(NAME) ?? 0, { anyColumn: true });
    return true;
  },
};

export const personSeeders: readonly Seeder[] = [twice, ...numbers, ...names, ...dates];
