import { BUILT } from '#shared/audit/rules/index';
import type { Finding } from '#shared/audit/finding';
import { desktopFiles } from '../../bridge/desktop';
import { auditApi, exportApi } from '../../workers/client';
import { today } from '../../workers/today';
import { numberOption, textOption, type JobContext } from '../context';
import { done, refused, type Outcome } from '../outcome';
import { saveText } from '../textFile';

/** `job audit [--year] [--as-of] [--out F.xlsx] [--json F.json]`. */
export async function audit({ request, progress }: JobContext): Promise<Outcome> {
  progress('审核中');
  const run = await auditApi().run(textOption(request, 'as-of') ?? today(), numberOption(request, 'year'));
  if (!run.ok) return refused(run.error);
  const { households, findings, bySeverity, byRule, asOf, year, ms } = run.value;
  const { json, out } = request.outputs;
  if (json !== undefined) {
    const saved = await saveText(json, jsonArray((await auditApi().findings()).map(exportedFinding)));
    if (!saved.ok) return refused(saved.error);
  }
  if (out !== undefined) {
    const book = await exportApi().build('findings', null, null);
    if (!book.ok) return refused(book.error);
    const saved = await desktopFiles.saveBytes(out, book.value.bytes);
    if (!saved.ok) return refused(saved.error);
  }
  return done({
    households,
    findings,
    bySeverity,
    byRule: Object.fromEntries(byRule.map((rule) => [rule.code, rule.count])),
    rules: byRule,
    implemented: [...BUILT].sort((a, b) => a - b),
    asOf,
    year,
    ms: Math.round(ms),
  });
}

/** The shape of contracts.md "Findings". */
function exportedFinding(finding: Finding): Readonly<Record<string, unknown>> {
  const { rule, code, severity, household, member, member_name, field, params, households } = finding;
  return { rule, code, severity, household, member, member_name, field, params, ...(households ? { households } : {}) };
}

/** A JSON array, one element a line. */
function* jsonArray(elements: readonly unknown[]): Generator<string> {
  yield '[';
  for (const [i, element] of elements.entries()) yield `${i === 0 ? '\n' : ',\n'}${JSON.stringify(element)}`;
  yield '\n]\n';
}
