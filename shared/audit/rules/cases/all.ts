/** Every rule's cases. */
import type { Case } from './draft';
import { CONDITIONS, INCOME } from './income';
import { EDUCATION, HEALTH } from './people';
import { IDENTITY, STRUCTURE } from './registration';
import { CAUSES, MONITORING } from './risks';
import { WORK, INSURANCE } from './work';

export const CASES: readonly Case[] = [
  ...IDENTITY,
  ...STRUCTURE,
  ...EDUCATION,
  ...HEALTH,
  ...WORK,
  ...INSURANCE,
  ...CONDITIONS,
  ...INCOME,
  ...CAUSES,
  ...MONITORING,
];
