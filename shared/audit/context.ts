/** What an audit is judged by: the day, the year, the figures. */
import { schoolYearCut } from '../derive/facts';
import { DEFAULT_THRESHOLDS, type Thresholds } from './thresholds';

export interface AuditContext {
  /** Day of the audit, yyyymmdd. Ages and time limits are computed on it. */
  readonly asOf: string;
  /** Year whose yearly row is judged; null = per household the newest year not after `asOf`. */
  readonly year: number | null;
  readonly thresholds: Thresholds;
}

/** A context with the default figures. `asOf` is yyyymmdd. */
export function auditContext(asOf: string, year: number | null = null, thresholds = DEFAULT_THRESHOLDS): AuditContext {
  return { asOf, year, thresholds };
}

/** Day on which school age counts, yyyymmdd. */
export function schoolCut(context: AuditContext): string {
  return schoolYearCut(context.asOf);
}
