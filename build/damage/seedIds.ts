/** Seeders of damage to numbers that are names. */
import { checksumHolds } from '#shared/values/idNumber';
import type { DamageKind } from '#shared/excel/doctor/types';
import type { Bench } from './bench';
import type { Seeder } from './seeders';

const ID = 'member.id_no';
const PHONE = 'member.member_phone';

/** Changes one cell of a column; `change` gives undefined when the value does not lend itself. */
export function cellSeeder(
  kind: DamageKind,
  path: string,
  change: (text: string, bench: Bench, row: number) => unknown,
): Seeder {
  return {
    kind,
    seed: (bench) => {
      const column = bench.column(path);
      if (column === undefined) return false;
      let value: unknown;
      const row = bench.free((one) => {
        const cell = bench.get(one, column);
        if (cell === null) return false;
        value = change(bench.text(one, column), bench, one);
        return value !== undefined;
      });
      if (row === undefined) return false;
      bench.set(row, column, value as never);
      bench.add(kind, row, column);
      return true;
    },
  };
}

const isId = (text: string): boolean => /^\d{17}[\dX]$/.test(text);
const pick = (bench: Bench, ...list: readonly string[]): string => bench.random.pick(list);

export const idSeeders: readonly Seeder[] = [
  cellSeeder('rounded', ID, (text, bench) => {
    if (!/^\d{18}$/.test(text)) return undefined;
    const rounded = `${text.slice(0, 15)}000`;
    if (checksumHolds(rounded)) return undefined;
    return bench.random.pick<unknown>([Number(rounded), Number(text), rounded, `${rounded}.0`]);
  }),
  cellSeeder('rounded', 'household.bank_account', (text) => (/^[1-9]\d{15,}$/.test(text) ? Number(text) : undefined)),
  cellSeeder('scientific', ID, (text, bench) =>
    /^\d{18}$/.test(text)
      ? pick(bench, `${(Number(text) / 1e17).toFixed(2)}E+17`, `${(Number(text) / 1e17).toFixed(5)}e+17`)
      : undefined,
  ),
  cellSeeder('scientific', 'household.bank_account', (text) =>
    /^\d{16,19}$/.test(text) ? `${(Number(text) / 10 ** (text.length - 1)).toFixed(2)}E+${text.length - 1}` : undefined,
  ),
  cellSeeder('float_suffix', PHONE, (text) => (/^1\d{10}$/.test(text) ? `${text}.0` : undefined)),
  cellSeeder('float_suffix', 'household.household_no', (text) =>
    /^[1-9]\d{9,14}$/.test(text) ? `${text}.0` : undefined,
  ),
  cellSeeder('masked', ID, (text, bench) =>
    isId(text)
      ? pick(
          bench,
          `${text.slice(0, 6)}********${text.slice(14)}`,
          `${text.slice(0, 14)}****`,
          `${text.slice(0, 10)}****${text.slice(14)}`,
        )
      : undefined,
  ),
  cellSeeder('masked', PHONE, (text) =>
    /^1\d{10}$/.test(text) ? `${text.slice(0, 3)}****${text.slice(7)}` : undefined,
  ),
  {
    kind: 'drag_fill',
    seed: (bench) => {
      const column = bench.column(ID);
      if (column === undefined) return false;
      const length = bench.random.int(2, 4);
      const first = bench.freeRun(length, (row) => /^\d{18}$/.test(bench.text(row, column)));
      if (first === undefined) return false;
      const start = bench.text(first, column);
      const next = (by: number): string => start.slice(0, 9) + String(Number(start.slice(9)) + by).padStart(9, '0');
      for (let at = 1; at < length; at++) {
        bench.set(first + at, column, next(at));
        bench.add('drag_fill', first + at, column);
      }
      return true;
    },
  },
  cellSeeder('two_ids', ID, (text, bench) =>
    isId(text) ? text + pick(bench, '/', '、', '\n', ' ', '') + `52999919900101123${'X'}` : undefined,
  ),
  cellSeeder('name_and_id', ID, (text, bench, row) => {
    const name = bench.text(row, bench.column('member.name'));
    return isId(text) && /^[\u4e00-\u9fff]{2,4}$/.test(name) ? name + pick(bench, '', ' ', '：') + text : undefined;
  }),
  cellSeeder('certificate_as_id', ID, (text, bench) =>
    isId(text) ? text + pick(bench, '43', '11', '62', '43B1', '44B2') : undefined,
  ),
  cellSeeder('phone_in_id', ID, (text, bench) => {
    const phone = `1${pick(bench, '38', '59', '87')}${bench.random.int(10_000_000, 99_999_999)}`;
    return isId(text) ? bench.random.pick<unknown>([phone, Number(phone)]) : undefined;
  }),
  cellSeeder('id_in_phone', PHONE, (text, bench, row) => {
    const id = bench.text(row, bench.column(ID));
    return text !== '' && isId(id) ? id : undefined;
  }),
  cellSeeder('letter_for_digit', ID, (text, bench) =>
    isId(text) ? misread(text.slice(0, 17), bench) + text.slice(17) : undefined,
  ),
  cellSeeder('letter_for_digit', PHONE, (text, bench) => (/^1\d{10}$/.test(text) ? misread(text, bench) : undefined)),
  {
    kind: 'shared_id',
    seed: (bench) => {
      const [id, name] = [bench.column(ID), bench.column('member.name')];
      if (id === undefined || name === undefined) return false;
      const isSound = (row: number): boolean => isId(bench.text(row, id)) && bench.text(row, name) !== '';
      const from = bench.free(isSound);
      const to = bench.free((row) => isSound(row) && bench.text(row, name) !== bench.text(from ?? row, name));
      if (from === undefined || to === undefined) return false;
      bench.set(to, id, bench.get(from, id));
      bench.add('shared_id', to, id);
      return true;
    },
  },
  cellSeeder('x_variant', ID, (text, bench) =>
    /X$/.test(text) ? text.slice(0, 17) + pick(bench, '×', '*', '✕', 'х', '＊', 'Х') : undefined,
  ),
  cellSeeder('id_15', ID, (text, bench) => {
    if (!isId(text) || !text.startsWith('19', 6)) return undefined;
    const old = text.slice(0, 6) + text.slice(8, 17);
    return bench.random.pick<unknown>([old, Number(old)]);
  }),
  cellSeeder('two_phones', PHONE, (text, bench) =>
    /^1\d{10}$/.test(text)
      ? text + pick(bench, '/', '、', ' ', '，', ';', '\n', '') + `13${bench.random.int(100_000_000, 999_999_999)}`
      : undefined,
  ),
  cellSeeder('lost_zero', 'household.household_no', (text, bench) =>
    /^0\d{12,}$/.test(text) ? bench.random.pick<unknown>([text.slice(1), Number(text)]) : undefined,
  ),
  cellSeeder('lost_zero', PHONE, (text, bench, row) => {
    const landline = `${pick(bench, '851', '931', '871')}${bench.random.int(2_000_000, 8_999_999)}`;
    if (text === '') return undefined;
    bench.truth.set(`${bench.identity[row] ?? -1}|${PHONE}`, `0${landline}`);
    return bench.random.pick<unknown>([landline, Number(landline)]);
  }),
  {
    kind: 'swapped_cells',
    seed: (bench) => {
      const [id, name] = [bench.column(ID), bench.column(bench.random.pick(['member.name', PHONE]))];
      if (id === undefined || name === undefined) return false;
      const row = bench.free(
        (one) => isId(bench.text(one, id)) && /^[\u4e00-\u9fff]{2,4}$|^1\d{10}$/.test(bench.text(one, name)),
      );
      if (row === undefined) return false;
      const [a, b] = [bench.get(row, id), bench.get(row, name)];
      bench.set(row, id, b);
      bench.set(row, name, a);
      bench.add('swapped_cells', row, Math.min(id, name), { lastColumn: Math.max(id, name) });
      return true;
    },
  },
];

/** One or two digits as letters that look like them. */
function misread(text: string, bench: Bench): string | undefined {
  const places = [...text].flatMap((char, at) => (/[01]/.test(char) ? [at] : []));
  if (places.length === 0) return undefined;
  const at = bench.random.pick(places);
  const letter = text[at] === '0' ? pick(bench, 'O', 'o') : pick(bench, 'l', 'I');
  return text.slice(0, at) + letter + text.slice(at + 1);
}
