import { describe, expect, it } from 'vitest';
import type { RememberedLayout } from '../../import/types';
import { sentence } from '../../messages/sentence';
import type { CellValue, Workbook } from '../sheet';
import { headerKeys } from './fingerprint';
import { idOf, sheetOf, workbookOf } from './testSheet';
import { understandWorkbooks, type Understood } from './understand';

const NAMES = '甲乙丙丁戊己';

/** Six households; 证号 holds what `value` gives. */
function book(value: (at: number) => CellValue): Workbook {
  const rows = [...NAMES].map((name, at) => [`5299990001000${at}`, `赵${name}`, value(at), '东片']);
  return workbookOf(sheetOf([['户编号', '户主姓名', '证号', '片区'], ...rows]));
}
const ids = book((at) => idOf('19700101', at * 2 + 1));
const phones = book((at) => `1380000100${at}`);

function read(workbook: Workbook, remembered?: RememberedLayout): Understood {
  return understandWorkbooks([workbook], { today: '20260630', remembered: () => remembered });
}

describe('a layout confirmed before', () => {
  const confirmed: RememberedLayout = {
    columns: {
      户编号: 'household.household_no',
      户主姓名: 'household.head_name',
      证号: 'household.head_id_no',
      片区: 'household.natural_village',
    },
  };
  const fields = ({ sheets }: Understood): (string | null)[] =>
    sheets[0]?.columns.map(({ field }) => field?.key ?? null) ?? [];

  it('has the same fingerprint in the next file, and is mapped as then', () => {
    expect(fields(read(ids))).toEqual(['household_no', 'head_name', null, null]);
    expect(read(ids).sheets[0]?.fingerprint).toBe(read(phones).sheets[0]?.fingerprint);
    const again = read(ids, confirmed);
    expect(fields(again)).toEqual(['household_no', 'head_name', 'head_id_no', 'natural_village']);
    expect(again.sheets[0]?.columns.every(({ confidence }) => confidence === 1)).toBe(true);
    expect(headerKeys(again.sheets[0]?.columns ?? [])).toEqual(Object.keys(confirmed.columns));
    expect(again.problems).toEqual([]);
  });

  it('is not followed where the values cannot be what was confirmed: the column abstains, and that is said', () => {
    const again = read(phones, confirmed);
    expect(fields(again)).toEqual(['household_no', 'head_name', null, 'natural_village']);
    expect(again.sheets[0]?.columns[2]).toMatchObject({ remembered: 'contradicted', was: 'household.head_id_no' });
    expect(again.problems).toMatchObject([{ code: 'remembered_contradicted', cell: 'C1', level: 'note' }]);
    const [problem] = again.problems;
    expect(sentence(problem?.code ?? '', problem?.params ?? {})).toContain('“证号”上次对应到“户主证件号码”');
  });

  it('left out stays left out, though the header would be known', () => {
    const without = { columns: { ...confirmed.columns, 户主姓名: null } };
    expect(fields(read(ids, without))).toEqual(['household_no', null, 'head_id_no', 'natural_village']);
  });
});
