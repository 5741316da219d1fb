/** What every block of the household page works with. */
import type { Field } from '#shared/catalogue/index';
import type { Saved } from '../fields/sending';
import type { FindingsByPath } from './findings';
import type { FormModel } from './model';

export interface FormContext {
  readonly model: FormModel;
  readonly findings: FindingsByPath;
  /** Index in `years` of the year on screen; equals the number of years when it has no row yet. */
  readonly yearIndex: number;
  readonly onYear: (index: number) => void;
  readonly save: (path: string, field: Field, text: string) => Promise<Saved>;
}
