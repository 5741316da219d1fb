/** 家庭成员: one row per person, the head of the household included. */
import { defineEntity } from '../field';
import { healthFields, personFields, schoolFields } from './memberPerson';
import { policyFields, workFields } from './memberWork';

export const member = defineEntity({
  name: 'member',
  label: '家庭成员',
  place: 'members',
  fields: { ...personFields, ...schoolFields, ...healthFields, ...workFields, ...policyFields },
});
