/** All seeders. A kind may have several; its cases are shared out among them. */
import type { DamageKind } from '#shared/excel/doctor/types';
import type { Bench } from './bench';
import { idSeeders } from './seedIds';
import { wholeSeeders } from './seedColumns';
import { personSeeders } from './seedPersons';
import { columnSeeders, rowSeeders } from './seedRows';
import { textSeeders } from './seedTexts';
import { valueSeeders } from './seedValues';

export interface Seeder {
  readonly kind: DamageKind;
  /** Puts rows in: comes before everything else on a sheet. */
  readonly rows?: true;
  /** Concerns the whole sheet: nothing else is done to it. */
  readonly alone?: true;
  /** Damages the sheet once and notes the case; false when the sheet does not lend itself. */
  seed(bench: Bench): boolean;
}

export const SEEDERS: readonly Seeder[] = [
  ...rowSeeders,
  ...idSeeders,
  ...textSeeders,
  ...valueSeeders,
  ...personSeeders,
  ...columnSeeders,
  ...wholeSeeders,
];
