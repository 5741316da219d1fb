/** 年度情况: one row per year; conditions, housing, income and expenditure as they stood in that year. */
import { defineEntity } from '../field';
import { housingFields, landFields, livingFields } from './yearConditions';
import { balanceFields, transferFields, wageFields } from './yearIncome';

export const year = defineEntity({
  name: 'year',
  label: '年度情况',
  place: 'years',
  fields: { ...landFields, ...livingFields, ...housingFields, ...wageFields, ...transferFields, ...balanceFields },
});
