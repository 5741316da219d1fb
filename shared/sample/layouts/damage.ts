/** Cells whose content cannot be taken: each must be reported, none may become a value. */
import type { Field } from '../../catalogue/index';
import type { Value } from '../../derive/record';
import type { CellValue } from '../../excel/sheet';
import type { Random } from '../random';

export interface DamagedCell {
  readonly cell: CellValue;
  readonly why: string;
}

/** A damaged form of the value; null when the field knows none that a clerk would recognise. */
export function damagedCell(field: Field, value: Value | undefined, rich: boolean, random: Random): DamagedCell | null {
  if (value === undefined || /^(name|head_name|household_no|relation)$/.test(field.key)) return null;
  const text = String(value);
  switch (field.type) {
    case 'idNumber':
      return /^\d{18}$/.test(text) ? { cell: rounded(text, rich), why: 'rounded' } : null;
    case 'bankAccount':
      return /^\d{17,}$/.test(text) && !Number.isSafeInteger(Number(text))
        ? { cell: rounded(text, rich), why: 'rounded' }
        : null;
    case 'date':
      return { cell: random.pick(['1980-13-45', '2019年15月40日', '记不清了']), why: 'unreadable' };
    case 'yesNo':
      return { cell: random.pick(['待核实', '不清楚', '？']), why: 'unreadable' };
    case 'money':
    case 'area':
    case 'integer':
    case 'decimal':
      return { cell: random.pick(['约三五千', '见附表', '两块地']), why: 'unreadable' };
    case 'code':
      return field.codes === 'SEX' || field.codes === 'HOUSE_GRADE' ? { cell: '待定类', why: 'unreadable' } : null;
    default:
      return null;
  }
}

/** A text file shows what the spreadsheet showed: 5.39699E+17. */
function rounded(text: string, rich: boolean): CellValue {
  return rich ? Number(text) : Number(text).toExponential(5).replace('e', 'E');
}
